import { commonValues, flowsOf } from '@semantic-explorer/platform';
import type { Party } from '@semantic-explorer/platform';
import type { Manifest, RenderOptions } from 'chartkit';
import { and, composeChart, evaluateChart, resources, service, when } from 'chartkit';

import { metadata } from '../metadata.js';
import { networkedServices, services } from '../services.js';

/** That pods of one service open connections to those of another, or to what is outside, for given values. */
export interface DeclaredFlow {
  /** `app.kubernetes.io/name` of pods, or what is outside of the release. */
  readonly from: string;
  readonly to: string;
  /** Every port, or those that stand in the values of the other side, when there are none. */
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
}

/** What is evaluated like any object of the chart, but is none of it. */
interface Topology {
  readonly metadata: { readonly name: string };
  readonly pods: readonly string[];
  readonly flows: readonly DeclaredFlow[];
}
const topology = resources.customResource<Topology>('semantic-explorer/v1', 'Topology');

const nameOf = (party: Party): string => ('pods' in party ? party.pods : party.outside);
const networks = networkedServices.flatMap((one) => one.networks);
const deployed = (party: Party) => networks.find(({ pods }) => 'pods' in party && pods === party.pods)?.when;

const topologyService = service({
  name: 'topology',
  source: 'packages/aggregate/src/topology/declared-flows.ts',
  build: (scope) => {
    topology(scope, {
      metadata: { name: 'topology' },
      pods: networks.map((network) =>
        network.when === undefined ? network.pods : when<string>(network.when, network.pods),
      ),
      flows: flowsOf(networkedServices).map((flow) => {
        const ports = flow.ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
        const declared = { from: nameOf(flow.from), to: nameOf(flow.to), ports };
        const [first, second, ...rest] = [deployed(flow.from), deployed(flow.to), flow.when].filter(
          (condition) => condition !== undefined,
        );
        if (first === undefined) return declared;
        return when<DeclaredFlow>(second === undefined ? first : and(first, second, ...rest), declared);
      }),
    });
  },
});

const chart = composeChart({ metadata, common: commonValues, services: [...services, topologyService] });

/** The services with pods that are deployed for given values, and what these declare that they reach. */
export function declaredTopology(options: RenderOptions): Pick<Topology, 'pods' | 'flows'> {
  const found = evaluateChart(chart, options).find((object: Manifest) => object['kind'] === 'Topology');
  if (found === undefined) throw new Error('The topology is not among the objects of its own chart');
  const { pods = [], flows = [] } = found as unknown as Partial<Topology>;
  return { pods, flows };
}
