import { contains } from './address-blocks.js';
import type { Endpoint, NetworkPolicy, Peer, PodEndpoint, Port, Rule, RulePort } from './model.js';
import { isPod } from './model.js';
import { selects } from './selectors.js';

type Direction = 'Ingress' | 'Egress';

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource ("policyTypes") */
function isAbout(direction: Direction, { spec }: NetworkPolicy): boolean {
  const { policyTypes = spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'] } = spec;
  return policyTypes.includes(direction);
}

function matchesPeer(peer: Peer, endpoint: Endpoint, ownNamespace: string): boolean {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (ipBlock !== undefined) {
    const { address } = endpoint;
    if (address === undefined || !contains(ipBlock.cidr, address)) return false;
    return !(ipBlock.except ?? []).some((block) => contains(block, address));
  }
  if (!isPod(endpoint)) return false;
  const inNamespace =
    namespaceSelector === undefined
      ? endpoint.namespace === ownNamespace
      : selects(namespaceSelector, endpoint.namespaceLabels);
  return inNamespace && selects(podSelector ?? {}, endpoint.labels);
}

/** A name is that of a port of the pod to which the connection leads. */
function matchesPort(
  { port: wanted, endPort, protocol = 'TCP' }: RulePort,
  { port, protocol: used }: Port,
  target: Endpoint,
) {
  if (protocol !== used) return false;
  if (wanted === undefined) return true;
  if (typeof wanted === 'string') return isPod(target) && target.namedPorts?.[wanted] === port;
  return port >= wanted && port <= (endPort ?? wanted);
}

/** No peers or no ports, or empty lists of them, mean all. */
function matchesRule(rule: Rule, other: Endpoint, port: Port, target: Endpoint, ownNamespace: string): boolean {
  const peers = rule.from ?? rule.to ?? [];
  const ports = rule.ports ?? [];
  return (
    (peers.length === 0 || peers.some((peer) => matchesPeer(peer, other, ownNamespace))) &&
    (ports.length === 0 || ports.some((rulePort) => matchesPort(rulePort, port, target)))
  );
}

/** Whether the policies of one end let a connection pass. A pod that no policy selects is open. */
function passes(
  direction: Direction,
  policies: readonly NetworkPolicy[],
  pod: PodEndpoint,
  other: Endpoint,
  port: Port,
  target: Endpoint,
): boolean {
  const selecting = policies
    .filter((policy) => isAbout(direction, policy))
    .filter(({ metadata, spec }) => metadata.namespace === pod.namespace && selects(spec.podSelector, pod.labels));
  if (selecting.length === 0) return true;
  return selecting.some(({ spec }) =>
    ((direction === 'Ingress' ? spec.ingress : spec.egress) ?? []).some((rule) =>
      matchesRule(rule, other, port, target, pod.namespace),
    ),
  );
}

/** Whether the policies of the pod from which a connection comes let it out. */
export const letsOut = (policies: readonly NetworkPolicy[], from: Endpoint, to: Endpoint, port: Port): boolean =>
  !isPod(from) || passes('Egress', policies, from, to, port, to);

/** Whether the policies of the pod to which a connection leads let it in. */
export const letsIn = (policies: readonly NetworkPolicy[], from: Endpoint, to: Endpoint, port: Port): boolean =>
  !isPod(to) || passes('Ingress', policies, to, from, port, to);

/** Whether a connection comes about: it is let out at one end and in at the other. */
export const isAllowed = (policies: readonly NetworkPolicy[], from: Endpoint, to: Endpoint, port: Port): boolean =>
  letsOut(policies, from, to, port) && letsIn(policies, from, to, port);
