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
  refuseLimited,
  scriptsSlice,
  scriptsVolume,
  serviceMonitorRule,
  spreadPlacement,
  trustedCertificatesSlice,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { add, and, endsWith, not, optional } from 'chartkit';

import type { WorkerValues } from './environment.js';
import { connections, environment, workerPorts } from './environment.js';
import { limitations } from './limitations.js';
import { workerVisualizationsPyValues } from './values.js';

const name = 'worker-visualizations-py';
const { auth, external } = qdrantSlice.values;
/** Uid and gid of the user `appuser` of the image (contract: image.user). */
const user = { uid: 10001, gid: 10001 };

/** The worker that computes visualizations. */
export const workerVisualizationsPy: NetworkedService = networkedService({
  name,
  source: 'packages/worker-visualizations-py/src/builder.ts',
  key: limitations.key,
  values: workerVisualizationsPyValues,
  connections,
  uses: [encryptionSlice, trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...applicationRules(values, limitations.key),
    serviceMonitorRule(values.serviceMonitor),
    ...refuseLimited(limitations, values, 'qdrantApiKey', { value: auth.enabled, given: auth.enabled }),
    ...refuseLimited(limitations, values, 'qdrantPort', {
      value: external.url,
      given: and(not(qdrantSlice.values.enabled), external.url, not(endsWith(`:${qdrantPorts.grpc}`, external.url))),
    }),
  ],
  network: () => ({
    scraped: [{ port: workerPorts.metrics }],
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
