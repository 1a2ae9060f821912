/** Labels. */
export type Labels = Readonly<Record<string, string>>;

/** A selector of labels. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** One side of a rule. */
export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** A port of a rule, by number, range or name. */
export interface RulePort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

/** A rule of a policy. */
export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly RulePort[];
}

/** A NetworkPolicy. https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export interface NetworkPolicy {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/** A pod that opens or takes connections. */
export interface PodEndpoint {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  /** Ports that have names. */
  readonly namedPorts?: Readonly<Record<string, number>>;
  /** Where address blocks select pods too: plugins differ, so this is the question "at worst". */
  readonly address?: string;
}

/** An address outside of the cluster. */
export interface AddressEndpoint {
  readonly address: string;
}

/** One end of a connection. */
export type Endpoint = PodEndpoint | AddressEndpoint;

/** Whether an end is a pod. */
export const isPod = (endpoint: Endpoint): endpoint is PodEndpoint => 'labels' in endpoint;

/** A port to which a connection is opened. */
export interface Port {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}
