import type { NetworkedService } from '@semantic-explorer/platform';
import {
  caBundlePath,
  claimTemplate,
  claimVolume,
  collectorPorts,
  connect,
  containerImage,
  extraEnvironment,
  hardenedContainer,
  hardenedPod,
  hasPrivateCertificates,
  labels,
  networkedService,
  objectName,
  privateCaBundle,
  probe,
  quickwitOtlp,
  scrapeAnnotations,
  scriptsSlice,
  scriptsVolume,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { optional, resources, sha256, when } from 'chartkit';

import { serverCluster } from '../server-cluster/objects.js';
import { collectorConfig, queueDirectory } from './config.js';
import { collectorRules } from './rules.js';
import type { CollectorValues } from './values.js';
import { collectorValues } from './values.js';

const component = 'otel-collector';
const configName = objectName('otel-collector-config');
/** The user of the image. */
const user = { uid: 10001, gid: 10001 };
const metricsPath = '/metrics';
const connections = [connect(quickwitOtlp, { waits: false })];

const ports = [
  { name: 'otlp-grpc', port: collectorPorts.grpc },
  { name: 'otlp-http', port: collectorPorts.http },
  { name: 'metrics', port: collectorPorts.prometheus },
  // Beside the metrics of others: Prometheus knows this name.
  { name: 'own-metrics', port: collectorPorts.metrics },
] as const;

/** The OpenTelemetry Collector. It is a StatefulSet, since each pod has a queue of its own on a volume. */
export const otelCollector: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/otel-collector/builder.ts',
  key: 'otelCollector',
  values: collectorValues,
  connections,
  uses: [scriptsSlice, trustedCertificatesSlice],
  enabled: (values) => values.enabled,
  rules: collectorRules,
  network: () => ({ scraped: [{ port: collectorPorts.prometheus }, { port: collectorPorts.metrics }] }),
  build: (scope, values) => {
    resources.configMap(scope, {
      metadata: { name: configName, labels: labels(component) },
      data: { 'config.yaml': collectorConfig(values) },
    });
    serverCluster(scope, {
      name: component,
      values,
      ports: ports.map(({ name, port }) => ({ name, port, targetPort: name })),
      peerPorts: [],
      pod: pod(values),
      annotations: {
        'checksum/config': sha256(collectorConfig(values)),
        ...scrapeAnnotations({ port: collectorPorts.prometheus, path: metricsPath }),
      },
      volumeClaimTemplates: [claimTemplate('queue', values.persistence)],
      minReadySeconds: 0,
      metrics: {
        endpoint: [
          { port: 'metrics', path: metricsPath },
          { port: 'own-metrics', path: metricsPath },
        ],
        serviceMonitor: values.serviceMonitor,
      },
    });
  },
});

const pod = (values: CollectorValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  initContainers: [privateCaBundle.initContainer],
  containers: [
    {
      name: component,
      ...containerImage(values.image),
      args: ['--config=/etc/otel-collector/config.yaml'],
      env: [
        {
          name: 'MEMORY_LIMIT_MEBIBYTES',
          valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
        },
        // A million bytes for each mebibyte of the limit: 95 % of it.
        { name: 'GOMEMLIMIT', value: '$(MEMORY_LIMIT_MEBIBYTES)000000' },
        when<k8s.EnvVar>(hasPrivateCertificates, { name: 'SSL_CERT_FILE', value: caBundlePath }),
        ...extraEnvironment(values),
      ],
      envFrom: optional(values.extraEnvironmentFrom),
      ports: [
        ...ports.map(({ name, port }) => ({ name, containerPort: port })),
        { name: 'health', containerPort: collectorPorts.health },
      ],
      startupProbe: probe(health, values.startupProbe),
      livenessProbe: probe(health, values.livenessProbe),
      readinessProbe: probe(health, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'queue', mountPath: queueDirectory },
        { name: 'config', mountPath: '/etc/otel-collector', readOnly: true },
        privateCaBundle.volumeMount,
        values.extraVolumeMounts,
      ],
    },
  ],
  volumes: [
    claimVolume('queue', values.persistence),
    { name: 'config', configMap: { name: configName } },
    ...privateCaBundle.volumes,
    when<k8s.Volume>(hasPrivateCertificates, scriptsVolume),
    values.extraVolumes,
  ],
});

const health = { httpGet: { path: '/', port: 'health' } };
