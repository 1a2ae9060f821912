import type { Condition, Dynamic, DynamicItem, Expr, k8s, Service } from 'chartkit';
import { or, release, resources, service, when } from 'chartkit';

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

/** The rules of a policy for each direction. */
interface Rules {
  readonly ingress: Dynamic<k8s.NetworkPolicyIngressRule[]>;
  readonly egress: Dynamic<k8s.NetworkPolicyEgressRule[]>;
}

/** What a policy says of each direction that is isolated. In the other direction every connection is allowed. */
const isolation = ({ ingress, egress }: NetworkPolicyValues, rules: Rules) => ({
  policyTypes: [when<string>(ingress.enabled, 'Ingress'), when<string>(egress.enabled, 'Egress')],
  ingress: when<k8s.NetworkPolicyIngressRule[]>(ingress.enabled, rules.ingress),
  egress: when<k8s.NetworkPolicyEgressRule[]>(egress.enabled, rules.egress),
});

/**
 * The NetworkPolicies of services: one that isolates all pods, and one for the pods of each service, made of what all
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
    enabled: (values) => or(values.ingress.enabled, values.egress.enabled),
    build: (scope, values) => {
      resources.networkPolicy(
        scope,
        {
          metadata: { name: objectName('default'), labels: labels('network-policies') },
          spec: {
            podSelector: { matchLabels: ofRelease },
            ...isolation(values, {
              ingress: values.extraIngress,
              egress: values.extraEgress,
            }),
          },
        },
        { id: 'default' },
      );
      for (const network of networks) {
        const ingress = rulesOf('from', network, values);
        // Pods that nothing reaches need no policy of their own for incoming traffic.
        const condition = allOf(network.when, ingress.length === 0 ? values.egress.enabled : undefined);
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
              ...isolation(values, { ingress, egress: rulesOf('to', network, values) }),
            },
          },
          { id: network.pods, ...(condition === undefined ? {} : { when: condition }) },
        );
      }
    },
  });
}
