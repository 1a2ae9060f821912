import type { ApiObject } from '../api-client.js';

/** As far as it is read here. */
export interface PodObject extends ApiObject {
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
  readonly status?: { readonly podIP?: string; readonly phase?: string };
}
interface Container {
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export interface PolicyObject extends ApiObject {
  readonly spec: {
    readonly podSelector?: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
  };
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}
interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}
type Labels = Readonly<Record<string, string>>;

/** What policies are about. */
export interface PolicyWorld {
  readonly policies: readonly PolicyObject[];
  readonly pods: readonly PodObject[];
  /** Labels of the namespaces by their name. */
  readonly namespaces: Readonly<Record<string, Labels>>;
}

const directions = [
  { name: 'in', type: 'Ingress', own: 'daddr', other: 'saddr' },
  { name: 'out', type: 'Egress', own: 'saddr', other: 'daddr' },
] as const;
type Direction = (typeof directions)[number];

/**
 * The rules of the packet filter (nftables) that enforce policies between the pods of one node: what a pod sends passes its own
 * chain and that of the receiver; the answer belongs to a connection that is allowed. IPv4 only.
 */
export function policyRules(world: PolicyWorld): string {
  const pods = world.pods.filter(
    ({ spec, status }) =>
      status?.podIP !== undefined && spec.hostNetwork !== true && !['Succeeded', 'Failed'].includes(status.phase ?? ''),
  );
  const chains = directions.map((direction) => {
    const isolated = pods.flatMap((pod) => {
      const policies = world.policies.filter((policy) => isolates(policy, pod, direction));
      return policies.length === 0 ? [] : [{ pod, rules: rulesOf(policies, pod, direction, { ...world, pods }) }];
    });
    return { direction, isolated };
  });
  const lines = chains.flatMap(({ direction, isolated }) => [
    ...isolated.flatMap(({ pod, rules }) => [
      `chain ${chainOf(pod, direction)} {`,
      ...[...new Set(rules)].map((rule) => `  ${rule} return`),
      '  drop',
      '}',
    ]),
    `chain ${direction.name} {`,
    ...isolated.map(({ pod }) => `  ip ${direction.own} ${addressOf(pod)} jump ${chainOf(pod, direction)}`),
    '}',
  ]);
  return [
    'table inet policies',
    'delete table inet policies',
    'table inet policies {',
    ...lines.map((line) => `  ${line}`),
    '  chain forward {',
    '    type filter hook forward priority -5; policy accept;',
    '    ct state established,related accept',
    '    jump out',
    '    jump in',
    '  }',
    // To the node itself: its API server. What the node sends to pods, such as probes, is always allowed.
    '  chain input {',
    '    type filter hook input priority -5; policy accept;',
    '    ct state established,related accept',
    '    jump out',
    '  }',
    '}',
    '',
  ].join('\n');
}

const addressOf = ({ status }: PodObject): string => status?.podIP ?? '';
const chainOf = (pod: PodObject, { name }: Direction): string => `${name}_${addressOf(pod).replaceAll('.', '_')}`;

function isolates({ metadata, spec }: PolicyObject, pod: PodObject, { type }: Direction): boolean {
  const types = spec.policyTypes ?? ['Ingress', ...(spec.egress === undefined ? [] : ['Egress'])];
  return (
    types.includes(type) &&
    metadata.namespace === pod.metadata.namespace &&
    selects(spec.podSelector, pod.metadata.labels)
  );
}

function rulesOf(
  policies: readonly PolicyObject[],
  pod: PodObject,
  direction: Direction,
  world: PolicyWorld,
): readonly string[] {
  const isIngress = direction.name === 'in';
  return policies.flatMap(({ metadata, spec }) => {
    const rules = isIngress
      ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
    return rules.flatMap(({ peers = [], ports }) => {
      // A named port is one of the pod that receives.
      const receiver = isIngress ? pod : undefined;
      if (peers.length === 0) return portMatches(ports, receiver);
      return peers.flatMap((peer) => {
        if (peer.ipBlock !== undefined) {
          const { cidr, except = [] } = peer.ipBlock;
          const others = except.length === 0 ? '' : ` ip ${direction.other} != { ${except.join(', ')} }`;
          return portMatches(ports, receiver).map((match) => `ip ${direction.other} ${cidr}${others} ${match}`);
        }
        const found = world.pods.filter((other) => isPeer(peer, other, metadata.namespace, world));
        return found.flatMap((other) =>
          portMatches(ports, isIngress ? pod : other).map(
            (match) => `ip ${direction.other} ${addressOf(other)} ${match}`,
          ),
        );
      });
    });
  });
}

function isPeer(peer: Peer, pod: PodObject, namespace: string | undefined, world: PolicyWorld): boolean {
  const isInNamespace =
    peer.namespaceSelector === undefined
      ? pod.metadata.namespace === namespace
      : selects(peer.namespaceSelector, world.namespaces[pod.metadata.namespace ?? '']);
  return isInNamespace && selects(peer.podSelector, pod.metadata.labels);
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector = {}, labels: Labels = {}): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'In') return value !== undefined && values.includes(value);
      if (operator === 'NotIn') return value === undefined || !values.includes(value);
      return operator === 'Exists' ? value !== undefined : value === undefined;
    })
  );
}

/** What a packet must be to go to one of some ports; none when a named port does not exist there. */
function portMatches(ports: readonly PolicyPort[] = [], receiver: PodObject | undefined): readonly string[] {
  if (ports.length === 0) return ['meta l4proto { tcp, udp, sctp, icmp }'];
  return ports.flatMap(({ port, endPort, protocol = 'TCP' }) => {
    const transport = protocol.toLowerCase();
    if (port === undefined) return [`meta l4proto ${transport}`];
    if (typeof port === 'number') return [`${transport} dport ${port}${endPort === undefined ? '' : `-${endPort}`}`];
    const containers = [...(receiver?.spec.containers ?? []), ...(receiver?.spec.initContainers ?? [])];
    return containers
      .flatMap((container) => container.ports ?? [])
      .filter((declared) => declared.name === port && (declared.protocol ?? 'TCP') === protocol)
      .map((declared) => `${transport} dport ${declared.containerPort}`);
  });
}
