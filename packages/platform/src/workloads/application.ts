import type { Chart } from 'cdk8s';
import type { Dynamic, DynamicItem, k8s } from 'chartkit';
import { isExpr, not, optional, resources, when } from 'chartkit';

import { labels, objectName, selectorLabels } from '../names.js';
import type { OwnAnnotations } from '../pods.js';
import { podMetadata } from '../pods.js';
import type { ScrapedPort } from '../scraping.js';
import { scrapeAnnotations } from '../scraping.js';
import { podServiceAccount, serviceAccountName } from '../service-account.js';
import type { ApplicationValues } from './application-values.js';
import { autoscalerSpec } from './autoscaling.js';
import type { MetricsEndpoint, ServiceMonitorValues } from './service-monitor.js';
import { notMonitored, serviceMonitor, serviceMonitorSpec } from './service-monitor.js';

/** What makes one application service different from another. */
export interface Application {
  /** Name of the service in lower case with dashes; the objects are called `<fullname>-<name>`. */
  readonly name: string;
  readonly values: ApplicationValues;
  /** Ports of the Services; the containers name them. */
  readonly ports: readonly DynamicItem<k8s.ServicePort>[];
  /** The pod without its ServiceAccount. */
  readonly pod: Dynamic<k8s.PodSpec>;
  readonly checksums?: OwnAnnotations;
  readonly volumeClaimTemplates?: readonly DynamicItem<k8s.KubePersistentVolumeClaimProps>[];
  /** What happens to claims when pods or the whole StatefulSet go. */
  readonly claimRetention?: Dynamic<k8s.StatefulSetPersistentVolumeClaimRetentionPolicy>;
  /** Where metrics are scraped, for a program that exports any. */
  readonly metrics?: { readonly endpoint: MetricsEndpoint; readonly serviceMonitor: ServiceMonitorValues };
}

/**
 * The objects of an application service: a StatefulSet with its Services, ServiceAccount and PodDisruptionBudget, and on
 * demand an autoscaler and a ServiceMonitor.
 */
export function application(scope: Chart, definition: Application): void {
  const { name: component, values, ports, pod, metrics } = definition;
  const name = objectName(component);
  const headlessName = objectName(`${component}-headless`);
  const metadata = { name, labels: labels(component) };
  podServiceAccount(scope, component, values.serviceAccount);
  resources.kubernetesService(scope, {
    metadata: { ...metadata, annotations: optional(values.service.annotations) },
    spec: { type: values.service.type, selector: selectorLabels(component), ports },
  });
  resources.kubernetesService(
    scope,
    {
      metadata: { name: headlessName, labels: { ...labels(component), ...notMonitored } },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: selectorLabels(component), ports },
    },
    { id: 'headless-service' },
  );
  resources.statefulSet(scope, {
    metadata,
    spec: {
      serviceName: headlessName,
      // The pods know nothing of each other.
      podManagementPolicy: 'Parallel',
      replicas: when(not(values.autoscaling.enabled), values.replicaCount),
      selector: { matchLabels: selectorLabels(component) },
      template: {
        metadata: podMetadata(component, values, {
          ...definition.checksums,
          ...(metrics === undefined ? {} : scrapeAnnotations(scrapedPort(ports, metrics.endpoint))),
        }),
        spec: { serviceAccountName: serviceAccountName(values.serviceAccount, name), ...pod },
      },
      ...(definition.volumeClaimTemplates === undefined
        ? {}
        : { volumeClaimTemplates: definition.volumeClaimTemplates }),
      ...(definition.claimRetention === undefined
        ? {}
        : { persistentVolumeClaimRetentionPolicy: definition.claimRetention }),
    },
  });
  resources.podDisruptionBudget(
    scope,
    {
      metadata,
      spec: {
        maxUnavailable: values.disruptionBudget.maxUnavailable,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selectorLabels(component) },
      },
    },
    { when: values.disruptionBudget.enabled },
  );
  resources.horizontalPodAutoscaler(
    scope,
    { metadata, spec: autoscalerSpec(values.autoscaling, name) },
    { when: values.autoscaling.enabled },
  );
  if (metrics !== undefined) {
    serviceMonitor(
      scope,
      {
        metadata: { name, labels: { ...labels(component), ...metrics.serviceMonitor.labels } },
        spec: serviceMonitorSpec(component, metrics.endpoint, metrics.serviceMonitor),
      },
      { when: metrics.serviceMonitor.enabled },
    );
  }
}

/** The port behind a name. Services and containers of an application have the same numbers. */
function scrapedPort(ports: Application['ports'], { port: name, path, https }: MetricsEndpoint): ScrapedPort {
  for (const port of ports) {
    if (!isExpr(port) && port.name === name && typeof port.port === 'number') {
      return { port: port.port, path, ...(https === undefined ? {} : { https }) };
    }
  }
  throw new Error(`The metrics endpoint names the port "${name}", which is none of the Service's`);
}
