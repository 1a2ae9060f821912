import type { Condition, Dynamic, DynamicItem, Expr, k8s, Service } from 'chartkit';
import { release, resources, service, when } from 'chartkit';

import { labels, objectName, selectorLabels } from '../names.js';
import { allOf } from './conditions.js';
import type { Flow, Party } from './flows.js';
import { flowsOf } from './flows.js';
import type { Network, Outside } from './network.js';
import type { NetworkedService } from './networked-service.js';
import type { NetworkPolicyValues } from './values.js';
import { networkPolicySlice } from './values.js';

type Rule = DynamicItem<k8s.NetworkPolicyIngressRule & k8s.NetworkPolicyEgressRule>;
type Place = Exclude<Outside, 'anyone'>;

/** Where what is outside of the release is, and its ports where these do not depend on the flow. */
const placesOf = (values: NetworkPolicyValues) =>
  ({
    dns: values.dns,
    'kubernetes-api': values.apiServer,
    internet: values.internet,
    external: values.external,
    'ingress-controller': values.ingressController,
    monitoring: values.monitoring,
  }) as Readonly<Record<Place, { readonly peers: Expr<k8s.NetworkPolicyPeer[]>; readonly ports?: unknown }>>;

/** The other end of a flow; nothing for everybody. */
function peersOf(party: Party, values: NetworkPolicyValues): Dynamic<k8s.NetworkPolicyPeer[]> | undefined {
  if ('pods' in party) return [{ podSelector: { matchLabels: selectorLabels(party.pods) } }];
  return party.outside === 'anyone' ? undefined : placesOf(values)[party.outside].peers;
}

/** The ports of a flow; nothing for all. */
function portsOf({ to, ports }: Flow, values: NetworkPolicyValues): Dynamic<k8s.NetworkPolicyPort[]> | undefined {
  if ('outside' in to && to.outside !== 'anyone') {
    const { ports: given } = placesOf(values)[to.outside];
    // Values have numbers where the API also takes names.
    if (given !== undefined) return given as Expr<k8s.NetworkPolicyPort[]>;
  }
  return ports.length === 0 ? undefined : ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
}

/** A rule of a policy. Its lists are never empty, since an empty one would mean everything. */
function ruleOf(
  direction: 'from' | 'to',
  flow: Flow,
  values: NetworkPolicyValues,
  otherEnd: Condition | undefined,
): Rule {
  const party = flow[direction];
  const peers = peersOf(party, values);
  const ports = portsOf(flow, values);
  const made = { ...(peers === undefined ? {} : { [direction]: peers }), ...(ports === undefined ? {} : { ports }) };
  // The only place that can be nowhere.
  const given = 'outside' in party && party.outside === 'internet' ? values.internet.peers : undefined;
  const condition = allOf(otherEnd, flow.when, given);
  return condition === undefined ? made : when(condition, made);
}

/** Every pod of the release has this label, hooks and tests too. */
const ofRelease = { 'app.kubernetes.io/instance': release.name };

const belongsTo = (party: Party, pods: string): boolean => 'pods' in party && party.pods === pods;

/**
 * The NetworkPolicies of services: one that closes everything, and one for the pods of each service, made of what all
 * services declare. A flow is allowed at both of its ends.
 */
export function networkPolicies(services: readonly NetworkedService[]): Service {
  const flows = flowsOf(services);
  const networks = services.flatMap((one) => one.networks);
  const deployed = (party: Party) => networks.find(({ pods }) => belongsTo(party, pods))?.when;
  const rulesOf = (direction: 'from' | 'to', { pods }: Network, values: NetworkPolicyValues) =>
    flows
      .filter((flow) => belongsTo(flow[direction === 'from' ? 'to' : 'from'], pods))
      .map((flow) =>
        ruleOf(direction, flow, values, belongsTo(flow[direction], pods) ? undefined : deployed(flow[direction])),
      );
  return service({
    name: 'network-policies',
    source: 'packages/platform/src/network/policies.ts',
    key: networkPolicySlice.key,
    values: networkPolicySlice.schema,
    enabled: (values) => values.enabled,
    build: (scope, values) => {
      resources.networkPolicy(
        scope,
        {
          metadata: { name: objectName('default'), labels: labels('network-policies') },
          spec: {
            podSelector: { matchLabels: ofRelease },
            policyTypes: ['Ingress', 'Egress'],
            ingress: values.extraIngress as Expr<k8s.NetworkPolicyIngressRule[]>,
            egress: values.extraEgress as Expr<k8s.NetworkPolicyEgressRule[]>,
          },
        },
        { id: 'default' },
      );
      for (const network of networks) {
        resources.networkPolicy(
          scope,
          {
            metadata: {
              name: objectName(network.pods),
              labels: labels(network.pods),
              ...(network.policyAnnotations === undefined ? {} : { annotations: network.policyAnnotations }),
            },
            spec: {
              podSelector: { matchLabels: selectorLabels(network.pods) },
              policyTypes: ['Ingress', 'Egress'],
              ingress: rulesOf('from', network, values),
              egress: rulesOf('to', network, values),
            },
          },
          { id: network.pods, ...(network.when === undefined ? {} : { when: network.when }) },
        );
      }
    },
  });
}
