import type { Condition, Dynamic, DynamicItem, Expr, k8s, Service } from 'chartkit';
import { optional, release, resources, service, when } from 'chartkit';

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

/** Whether values say where a place is, for those whose list of peers may be empty. */
const isSomewhere = (place: Outside, { internet, monitoring }: NetworkPolicyValues): Condition | undefined =>
  place === 'internet' ? internet.peers : place === 'monitoring' ? monitoring.peers : undefined;

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
  const condition = allOf(otherEnd, flow.when, 'outside' in party ? isSomewhere(party.outside, values) : undefined);
  return condition === undefined ? made : when(condition, made);
}

/** Every pod of the release has this label, hooks and tests too. */
const ofRelease = { 'app.kubernetes.io/instance': release.name };

const belongsTo = (party: Party, pods: string): boolean => 'pods' in party && party.pods === pods;

/** The direction of connections, seen from the pods that a policy selects. */
interface Direction {
  readonly key: 'ingress' | 'egress';
  readonly type: 'Ingress' | 'Egress';
  /** The end of a flow that rules name. */
  readonly peer: 'from' | 'to';
  /** The end of a flow that policies select. */
  readonly selected: 'from' | 'to';
  readonly isIsolated: (values: NetworkPolicyValues) => Condition;
  /** Absent without rules: the API server drops an empty list, so every upgrade would change the policy. */
  readonly extra: (values: NetworkPolicyValues) => Expr<Rule[] | undefined>;
}

const directions: readonly Direction[] = [
  {
    key: 'ingress',
    type: 'Ingress',
    peer: 'from',
    selected: 'to',
    isIsolated: ({ ingress }) => ingress.enabled,
    extra: ({ extraIngress }) => optional(extraIngress),
  },
  {
    key: 'egress',
    type: 'Egress',
    peer: 'to',
    selected: 'from',
    isIsolated: ({ egress }) => egress.enabled,
    extra: ({ extraEgress }) => optional(extraEgress),
  },
];

/**
 * The NetworkPolicies of services, for each direction: one that isolates all pods, and one for each kind of pods with the
 * flows that all services declare. A flow is allowed at both of its ends.
 */
export function networkPolicies(services: readonly NetworkedService[]): Service {
  const flows = flowsOf(services);
  const networks = services.flatMap((one) => one.networks);
  const deployed = (party: Party) => networks.find(({ pods }) => belongsTo(party, pods))?.when;
  const rulesOf = ({ peer, selected }: Direction, { pods }: Network, values: NetworkPolicyValues) =>
    flows
      .filter((flow) => belongsTo(flow[selected], pods))
      .map((flow) => ruleOf(peer, flow, values, belongsTo(flow[peer], pods) ? undefined : deployed(flow[peer])));
  return service({
    name: 'network-policies',
    source: 'packages/platform/src/network/policies.ts',
    key: networkPolicySlice.key,
    values: networkPolicySlice.schema,
    build: (scope, values) => {
      for (const direction of directions) {
        const { key, type, isIsolated, extra } = direction;
        const isolated = isIsolated(values);
        resources.networkPolicy(
          scope,
          {
            metadata: { name: objectName(`default-${key}`), labels: labels('network-policies') },
            spec: { podSelector: { matchLabels: ofRelease }, policyTypes: [type], [key]: extra(values) },
          },
          { id: `default-${key}`, when: isolated },
        );
        for (const network of networks) {
          const rules = rulesOf(direction, network, values);
          // Pods without flows are isolated by the policy for all pods.
          if (rules.length === 0) continue;
          resources.networkPolicy(
            scope,
            {
              metadata: {
                name: objectName(`${network.pods}-${key}`),
                labels: labels(network.pods),
                ...(network.policyAnnotations === undefined ? {} : { annotations: network.policyAnnotations }),
              },
              spec: {
                podSelector: { matchLabels: selectorLabels(network.pods) },
                policyTypes: [type],
                [key]: rules,
              },
            },
            { id: `${network.pods}-${key}`, when: allOf(isolated, network.when) ?? isolated },
          );
        }
      }
    },
  });
}
