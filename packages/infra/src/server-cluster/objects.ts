import type { MetricsEndpoint, OwnAnnotations, ServiceMonitorValues } from '@semantic-explorer/platform';
import {
  fixedReplicas,
  labels,
  notMonitored,
  objectName,
  podMetadata,
  podServiceAccount,
  selectorLabels,
  serviceAccountName,
  serviceMonitor,
  serviceMonitorSpec,
  spreadPlacement,
} from '@semantic-explorer/platform';
import type { Condition, Dynamic, DynamicItem, k8s, ResourceOptions } from 'chartkit';
import { and, gt, resources } from 'chartkit';

import type { ServerClusterValues } from './values.js';

type Scope = Parameters<typeof resources.statefulSet>[0];

/** What makes one cluster of servers different from another. */
export interface ServerCluster {
  /** Name of the service; the objects are called `<fullname>-<name>`. */
  readonly name: string;
  /** Where a service consists of several clusters: what this one is for. Its own objects, such as templates, are named after it. */
  readonly part?: {
    readonly role: string;
    /** The cluster whose ServiceAccount the pods share. */
    readonly accountOf: string;
    /** Condition under which it is there. */
    readonly when: Condition;
  };
  readonly values: ServerClusterValues;
  /** Ports of the Service for clients. */
  readonly ports: readonly DynamicItem<k8s.ServicePort>[];
  /** Ports on which the servers reach each other; the headless Service has them beside the others. */
  readonly peerPorts: readonly DynamicItem<k8s.ServicePort>[];
  /** The pod without its ServiceAccount and placement. */
  readonly pod: Dynamic<k8s.PodSpec>;
  readonly annotations: OwnAnnotations;
  readonly volumeClaimTemplates: readonly DynamicItem<k8s.KubePersistentVolumeClaimProps>[];
  /** How a new version of the pods comes about; one after the other when absent. */
  readonly updateStrategy?: 'OnDelete';
  /** Why the number of servers can never be changed, where it cannot. */
  readonly fixedReplicas?: string;
  /** Seconds that a pod must be ready before the next one is restarted. */
  readonly minReadySeconds: Dynamic<number>;
  readonly metrics: {
    readonly endpoint: MetricsEndpoint | readonly MetricsEndpoint[];
    readonly serviceMonitor: ServiceMonitorValues;
  };
}

/** The objects of servers that form a cluster, or of one server: a StatefulSet and what belongs to it. */
export function serverCluster(scope: Scope, definition: ServerCluster): void {
  const { replicas = 1, disruptionBudget } = definition.values;
  const { name: component, part, values, ports, peerPorts, metrics } = definition;
  const name = objectName(component);
  const headlessName = objectName(`${component}-headless`);
  const metadata = { name, labels: labels(component) };
  const accountName = serviceAccountName(values.serviceAccount, objectName(part?.accountOf ?? component));
  const options = (kind: string, condition?: Condition): ResourceOptions =>
    part === undefined
      ? { id: kind, ...(condition === undefined ? {} : { when: condition }) }
      : { id: `${part.role}-${kind}`, when: condition === undefined ? part.when : and(part.when, condition) };
  if (part === undefined) {
    podServiceAccount(scope, component, values.serviceAccount);
  }
  resources.kubernetesService(
    scope,
    { metadata, spec: { selector: selectorLabels(component), ports } },
    options('service'),
  );
  resources.kubernetesService(
    scope,
    {
      metadata: { name: headlessName, labels: { ...labels(component), ...notMonitored } },
      spec: {
        clusterIP: 'None',
        // Servers must find each other to become ready.
        publishNotReadyAddresses: true,
        selector: selectorLabels(component),
        ports: [...ports, ...peerPorts],
      },
    },
    options('headless-service'),
  );
  resources.statefulSet(
    scope,
    {
      metadata: {
        ...metadata,
        ...(definition.fixedReplicas === undefined ? {} : { annotations: fixedReplicas(definition.fixedReplicas) }),
      },
      spec: {
        serviceName: headlessName,
        // One server alone has no majority: it would wait for the next one, which would not be started.
        podManagementPolicy: 'Parallel',
        replicas,
        ...(definition.updateStrategy === undefined ? {} : { updateStrategy: { type: definition.updateStrategy } }),
        minReadySeconds: definition.minReadySeconds,
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values, definition.annotations),
          spec: { serviceAccountName: accountName, ...definition.pod, ...spreadPlacement(component, values) },
        },
        volumeClaimTemplates: definition.volumeClaimTemplates,
      },
    },
    options('statefulset'),
  );
  if (replicas !== 1 && disruptionBudget !== undefined) {
    resources.podDisruptionBudget(
      scope,
      {
        metadata,
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: selectorLabels(component) },
        },
      },
      options('poddisruptionbudget', and(disruptionBudget.enabled, gt(replicas, 1))),
    );
  }
  serviceMonitor(
    scope,
    {
      metadata: { name, labels: { ...labels(component), ...metrics.serviceMonitor.labels } },
      spec: serviceMonitorSpec(component, metrics.endpoint, metrics.serviceMonitor),
    },
    options('servicemonitor', metrics.serviceMonitor.enabled),
  );
}
