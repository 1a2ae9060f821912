import type { Environment } from '@semantic-explorer/platform';
import {
  caBundlePath,
  connect,
  connectionEnvironment,
  extraEnvironment,
  hasPrivateCertificates,
  llmInferenceApi,
  masterKeyRef,
  natsFor,
  objectStore,
  qdrant,
  settingsEnvironment,
  telemetry,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { when } from 'chartkit';

import { jobSettings, queueSettings } from './settings.js';
import type { workerVisualizationsPyValues } from './values.js';

/** The values of the worker as expressions. */
export type WorkerValues = ValueRef<ValuesOf<typeof workerVisualizationsPyValues>>;

/** Ports of its health endpoint and of its metrics. */
export const workerPorts = { health: 8081, metrics: 9090 } as const;

/** What the worker uses. */
export const connections = [
  // It could log in itself, but it logs its whole NATS_URL.
  connect(natsFor()),
  // The address comes with each job.
  connect(qdrant, { environment: [] }),
  connect(objectStore, { environment: [...objectStore.clientEnvironment, objectStore.bucket] }),
  // Without it topics have plain names.
  connect(llmInferenceApi, { waits: false }),
  connect(telemetry, { waits: false }),
];

/** The environment of the worker's container. Names and meanings: `contract.yaml`. */
export const environment = (values: WorkerValues): Environment => [
  ...connectionEnvironment(connections),
  ...settingsEnvironment(jobSettings, values.jobs),
  ...settingsEnvironment(queueSettings, values.queue),
  { name: 'HEALTH_CHECK_PORT', value: String(workerPorts.health) },
  { name: 'PROMETHEUS_METRICS_PORT', value: String(workerPorts.metrics) },
  // Pods tell each other apart by it in telemetry.
  { name: 'WORKER_ID', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'LOG_FORMAT', value: values.logFormat },
  { name: 'LOG_LEVEL', value: values.logLevel },
  { name: 'ENCRYPTION_MASTER_KEY', valueFrom: masterKeyRef() },
  // The only place that can be written. HOME stays: below it the image has the fonts and scripts of the plots.
  { name: 'TMPDIR', value: '/tmp' },
  { name: 'MPLCONFIGDIR', value: '/tmp/matplotlib' },
  { name: 'XDG_CONFIG_HOME', value: '/tmp/config' },
  { name: 'NUMBA_CACHE_DIR', value: '/tmp/numba_cache' },
  when(hasPrivateCertificates, { name: 'AWS_CA_BUNDLE', value: caBundlePath }),
  ...extraEnvironment(values),
];
