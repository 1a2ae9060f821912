import type { NetworkedService } from '@semantic-explorer/platform';
import {
  application,
  applicationRules,
  containerImage,
  encryptionSlice,
  hardenedContainer,
  hardenedPod,
  networkedService,
  privateCaBundle,
  probe,
  qdrantPorts,
  qdrantSlice,
  scriptsSlice,
  scriptsVolume,
  serviceMonitorRule,
  spreadPlacement,
  trustedCertificatesSlice,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { add, and, endsWith, not, optional, rule } from 'chartkit';

import type { WorkerValues } from './environment.js';
import { connections, environment, workerPorts } from './environment.js';
import { workerVisualizationsPyValues } from './values.js';

const name = 'worker-visualizations-py';
const key = 'workerVisualizationsPy';
/** Uid and gid of the user `appuser` of the image (contract: image.user). */
const user = { uid: 10001, gid: 10001 };

/** The worker that computes visualizations. */
export const workerVisualizationsPy: NetworkedService = networkedService({
  name,
  source: 'packages/worker-visualizations-py/src/builder.ts',
  key,
  values: workerVisualizationsPyValues,
  connections,
  uses: [encryptionSlice, trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...applicationRules(values, key),
    serviceMonitorRule(values.serviceMonitor),
    rule(
      qdrantSlice.values.auth.enabled,
      and(values.enabled, qdrantSlice.values.auth.enabled),
      'must be false while workerVisualizationsPy.enabled is true: this worker sends Qdrant no API key, so all its jobs would fail',
    ),
    rule(
      qdrantSlice.values.external.url,
      and(
        values.enabled,
        not(qdrantSlice.values.enabled),
        qdrantSlice.values.external.url,
        not(endsWith(`:${qdrantPorts.grpc}`, qdrantSlice.values.external.url)),
      ),
      `must end with ":${qdrantPorts.grpc}" while workerVisualizationsPy.enabled is true: this worker calls no other port`,
    ),
  ],
  network: (values) => ({
    scraped: [{ port: workerPorts.metrics, monitored: values.serviceMonitor.enabled }],
    // Providers of language models, which name topics.
    outbound: [{ to: 'internet' }],
  }),
  build: (scope, values) => {
    application(scope, {
      name,
      values,
      ports: [
        { name: 'health', port: workerPorts.health, targetPort: 'health' },
        { name: 'metrics', port: workerPorts.metrics, targetPort: 'metrics' },
      ],
      pod: pod(values),
      metrics: { endpoint: { port: 'metrics', path: '/metrics' }, serviceMonitor: values.serviceMonitor },
    });
  },
});

const pod = (values: WorkerValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  // The program notices the end after the running fetch, and waits 300 seconds for its jobs.
  terminationGracePeriodSeconds: add(values.queue.fetchTimeoutSeconds, 320),
  initContainers: [privateCaBundle.initContainer, ...connectionInitContainers(connections)],
  containers: [
    {
      name,
      ...containerImage(values.image),
      env: environment(values),
      envFrom: optional(values.extraEnvironmentFrom),
      ports: [
        { name: 'health', containerPort: workerPorts.health },
        { name: 'metrics', containerPort: workerPorts.metrics },
      ],
      startupProbe: probe({ httpGet: { path: '/health/live', port: 'health' } }, values.startupProbe),
      livenessProbe: probe({ httpGet: { path: '/health/live', port: 'health' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/health/ready', port: 'health' } }, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, privateCaBundle.volumeMount, values.extraVolumeMounts],
    },
  ],
  volumes: [
    { name: 'tmp', emptyDir: { sizeLimit: values.temporaryStorage } },
    ...privateCaBundle.volumes,
    scriptsVolume,
    values.extraVolumes,
  ],
  ...spreadPlacement(name, values),
});
