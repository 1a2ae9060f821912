import type { Condition } from 'chartkit';

import type { Connection } from '../connections/connection.js';
import { allOf } from './conditions.js';
import type { Network, NetworkPort, Outside } from './network.js';
import type { NetworkedService } from './networked-service.js';

/** One end of a flow: the pods of a service, by `app.kubernetes.io/name`, or what is outside of the release. */
export type Party = { readonly pods: string } | { readonly outside: Outside };

/** That one party opens connections to another. */
export interface Flow {
  readonly from: Party;
  readonly to: Party;
  /** Every port when there are none. */
  readonly ports: readonly NetworkPort[];
  /** Whether it happens, given that both ends are deployed; always when absent. */
  readonly when?: Condition;
}

const withCondition = (flow: Flow, when: Condition | undefined): Flow =>
  when === undefined ? flow : { ...flow, when };

const outside = (name: Outside): Party => ({ outside: name });

/** A client reaches the server of the release, or the one outside of it. */
function connectionFlows(
  from: Party,
  { server, beyond }: Connection,
  when?: Condition,
  beyondOnly = false,
): readonly Flow[] {
  const toServer = { from, to: { pods: server.service }, ports: [{ port: server.port }] };
  const inside = beyondOnly ? [] : [withCondition(toServer, when)];
  if (beyond === undefined) return inside;
  const condition = allOf(beyond.when, when);
  return [
    ...inside,
    withCondition({ from, to: outside('external'), ports: beyond.ports }, condition),
    // What stands behind an Ingress of this cluster is reached at its controller's pods, whatever address was dialled.
    ...(beyond.throughIngress === true
      ? [withCondition({ from, to: outside('ingress-controller'), ports: [] }, condition)]
      : []),
  ];
}

/** What others open to pods. */
function inboundFlows(network: Network, all: readonly Network[]): readonly Flow[] {
  const to = { pods: network.pods };
  const { peers = [], scraped = [], routed = [], opened = [] } = network;
  const from = (name: Outside, { when, ...port }: { readonly when?: Condition } & NetworkPort): Flow =>
    withCondition({ from: outside(name), to, ports: [port] }, when);
  return [
    ...all
      .filter(({ service }) => peers.length > 0 && service === network.service)
      .map(({ pods }) => ({ from: { pods }, to, ports: peers })),
    ...routed.map((port) => from('ingress-controller', port)),
    ...opened.map((port) => from('anyone', port)),
    ...scraped.map((port) => from('monitoring', port)),
  ];
}

/** What pods open to others, but for names that they look up. */
function outboundFlows(network: Network, all: readonly Network[]): readonly Flow[] {
  const from = { pods: network.pods };
  const targets = network.scrapes === true ? all : [];
  return [
    ...network.connections.flatMap(({ connection }) => connectionFlows(from, connection)),
    ...(network.alsoConnects ?? []).flatMap(({ connection, when, beyondOnly }) =>
      connectionFlows(from, connection, when, beyondOnly),
    ),
    ...(network.outbound ?? []).map(({ to, ports = [], when }) =>
      withCondition({ from, to: outside(to), ports }, when),
    ),
    ...targets.flatMap(({ pods, scraped = [] }) =>
      scraped.map(({ port, when }) => withCondition({ from, to: { pods }, ports: [{ port }] }, when)),
    ),
  ];
}

/** The API server and scraped pods are reached by address; everything else has a name. */
const usesNames = (network: Network): boolean =>
  network.connections.length > 0 ||
  (network.alsoConnects ?? []).length > 0 ||
  (network.peers ?? []).length > 0 ||
  (network.outbound ?? []).some(({ to }) => to !== 'kubernetes-api');

/** Every flow that services declare. Policies and the topology's picture are made of it, so none of them repeats a port. */
export function flowsOf(services: readonly NetworkedService[]): readonly Flow[] {
  const all = services.flatMap(({ networks }) => networks);
  const known = new Set(all.map(({ pods }) => pods));
  return (
    all
      .flatMap((network) => [
        ...(usesNames(network) ? [{ from: { pods: network.pods }, to: outside('dns'), ports: [] }] : []),
        ...inboundFlows(network, all),
        ...outboundFlows(network, all),
      ])
      // A chart without the server, such as one of a test, has only the way out to the external one.
      .filter(({ to }) => 'outside' in to || known.has(to.pods))
  );
}
