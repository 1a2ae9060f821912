import {
  applicationValues,
  extraValues,
  images,
  limitationsValues,
  resourcesValues,
  serviceMonitorValues,
  settingsValues,
} from '@semantic-explorer/platform';
import { boolean, object, oneOf, string } from 'chartkit';

import { limitations } from './limitations.js';
import { jobSettings, queueSettings } from './settings.js';

/** What can be configured of the visualization worker. */
export const workerVisualizationsPyValues = object(
  {
    enabled: boolean({ default: true, description: 'Deploy the worker that computes visualizations.' }),
    ...applicationValues({
      image: images.workerVisualizationsPy,
      replicaCount: 1,
      maxReplicas: 4,
      // It compiles code at each start, which takes 60 to 130 seconds of CPU, and much longer where CPUs are busy.
      startupProbe: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 360 },
      // Uploads and calls of cloud models block its event loop for a while.
      livenessProbe: { periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 6 },
      readinessProbe: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    }),
    ...limitationsValues(limitations),
    resources: resourcesValues(
      { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '4Gi' } },
      'Requests and limits of the container. At each start the worker compiles code, which takes 60 to 130 seconds of CPU: a small CPU request delays the start by minutes.',
    ),
    jobs: settingsValues(jobSettings, 'How jobs are worked off. A job holds all vectors of its set in memory.'),
    queue: settingsValues(queueSettings, 'How jobs are fetched.'),
    temporaryStorage: string({
      format: 'storageSize',
      default: '2Gi',
      description: 'Size of /tmp, where pages and compiled code lie.',
    }),
    logFormat: oneOf(['json', 'text'], { default: 'json', description: 'Form of the log.' }),
    logLevel: oneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], {
      default: 'INFO',
      description: 'What is logged at least.',
    }),
    serviceMonitor: serviceMonitorValues,
    ...extraValues({
      names: [
        'AWS_CA_BUNDLE',
        'ENCRYPTION_MASTER_KEY',
        'HEALTH_CHECK_PORT',
        'LLM_INFERENCE_API_URL',
        'LOG_FORMAT',
        'LOG_LEVEL',
        'MAX_CONCURRENT_JOBS',
        'MAX_VISUALIZATION_POINTS',
        'MPLCONFIGDIR',
        'NUMBA_CACHE_DIR',
        'PROCESSING_TIMEOUT_SECS',
        'PROMETHEUS_METRICS_PORT',
        'TMPDIR',
        'WORKER_ID',
        'XDG_CONFIG_HOME',
      ],
      prefixes: ['AWS_', 'NATS_', 'OTEL_', 'S3_'],
    }),
  },
  { description: 'The worker that computes visualizations.' },
);
