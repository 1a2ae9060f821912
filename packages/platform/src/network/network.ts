import type { Condition, Expr } from 'chartkit';

import type { Connection, ConnectionUse } from '../connections/connection.js';

/** A port that pods listen to. */
export interface NetworkPort {
  readonly port: number | Expr<number>;
  /** @default TCP */
  readonly protocol?: 'TCP' | 'UDP';
}

/** What pods reach, or are reached from, outside of the release. The values of `networkPolicy` say where each of them is. */
export type Outside =
  | 'dns'
  /** The Kubernetes API server. */
  | 'kubernetes-api'
  /** Hosts that people or programs choose. */
  | 'internet'
  /** Servers that stand in the values, such as an external database. */
  | 'external'
  /** Pods that bring requests of an Ingress or HTTPRoute. */
  | 'ingress-controller'
  /** A Prometheus that is not of this release. */
  | 'monitoring'
  | 'anyone';

/** A port that is served to somebody under a condition; always when it has none. */
export interface ServedPort extends NetworkPort {
  readonly when?: Condition;
}

/** What a service's pods, or one kind of them, do in the network, beside the service's connections. */
export interface NetworkDefinition {
  /** `app.kubernetes.io/name` of the pods; the name of the service when absent. */
  readonly pods?: string;
  /** When there are these pods, given that the service is enabled. */
  readonly when?: Condition;
  /** Connections that are used under a condition, or by these pods only. */
  readonly alsoConnects?: readonly {
    readonly connection: Connection;
    readonly when?: Condition;
    /** That a server of the release is not reached, only one outside of it. */
    readonly beyondOnly?: boolean;
  }[];
  /** Ports on which all pods of the service reach each other. */
  readonly peers?: readonly NetworkPort[];
  /** Ports with metrics. Annotations and ServiceMonitors name them to any Prometheus, so one outside of the release scrapes them too. */
  readonly scraped?: readonly ServedPort[];
  /** Ports behind an Ingress or HTTPRoute. */
  readonly routed?: readonly ServedPort[];
  /** Ports that a Service opens to everybody. */
  readonly opened?: readonly ServedPort[];
  /** What is reached outside of the release; every port when there are none. */
  readonly outbound?: readonly {
    readonly to: 'kubernetes-api' | 'internet' | 'external';
    readonly ports?: readonly NetworkPort[];
    readonly when?: Condition;
  }[];
  /** Whether the pods scrape all others. */
  readonly scrapes?: boolean;
  /** Annotations of the policies: those of a hook for pods that run before the release is there. */
  readonly policyAnnotations?: Readonly<Record<string, string>>;
}

/** What pods do in the network. */
export interface Network extends Omit<NetworkDefinition, 'pods'> {
  /** `app.kubernetes.io/name` of the pods. */
  readonly pods: string;
  /** Name of the service to which they belong. */
  readonly service: string;
  readonly connections: readonly ConnectionUse[];
}
