import {
  extraValues,
  images,
  imageValues,
  persistenceValues,
  probeValues,
  resourcesValues,
  serviceMonitorValues,
  telemetrySlice,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { integer, object, oneOf } from 'chartkit';

import { serverClusterValues } from '../server-cluster/values.js';
import { extensionValues } from './extension-values.js';

/** What can be configured of the collector. */
export const collectorValues = object(
  {
    ...telemetrySlice.schema.properties,
    replicas: integer({ minimum: 1, maximum: 20, default: 2, description: 'Pods.' }),
    image: imageValues(images.otelCollector),
    logLevel: oneOf(['debug', 'info', 'warn', 'error'], {
      default: 'info',
      description: 'How much the collector logs of itself.',
    }),
    maxMessageMebibytes: integer({
      minimum: 1,
      maximum: 1024,
      default: 16,
      description: 'Size of the largest message that is taken over gRPC, in MiB.',
    }),
    memoryLimiter: object(
      {
        limitPercentage: integer({
          minimum: 10,
          maximum: 95,
          default: 80,
          description: 'Share of the memory limit of the container above which memory is freed at once.',
        }),
        spikeLimitPercentage: integer({
          minimum: 1,
          maximum: 90,
          default: 20,
          description:
            'By how much less, in percent, the use must be for data to be taken; senders try again otherwise.',
        }),
      },
      { description: 'Protection against too much data (memory_limiter).' },
    ),
    metricExpirationSeconds: integer({
      minimum: 10,
      maximum: 86_400,
      default: 180,
      description:
        'How long Prometheus still gets a metric that nobody sends any longer, in seconds; programs send each minute.',
    }),
    batch: object(
      {
        mebibytes: integer({
          minimum: 1,
          maximum: 8,
          default: 2,
          description: 'Size of a message to Quickwit that does not wait for more, in MiB. Quickwit takes 10.',
        }),
        timeoutMilliseconds: integer({
          minimum: 10,
          maximum: 60_000,
          default: 1000,
          description: 'How long a smaller message waits for more, in milliseconds.',
        }),
      },
      { description: 'How logs and traces are put together for Quickwit.' },
    ),
    retry: object(
      {
        maxElapsedSeconds: integer({
          minimum: 0,
          maximum: 604_800,
          default: 0,
          description: 'After how many seconds a message to Quickwit is given up, at least 30; 0 for never.',
        }),
      },
      { description: 'What happens while Quickwit takes nothing.' },
    ),
    queue: object(
      {
        mebibytes: integer({
          minimum: 16,
          maximum: 1_048_576,
          default: 256,
          description: 'Logs that wait for Quickwit, in MiB, and as many traces. More are refused.',
        }),
      },
      { description: 'What waits for Quickwit on the volume. It survives a restart of the container.' },
    ),
    persistence: persistenceValues({ enabled: false, size: '2Gi' }),
    terminationGracePeriodSeconds: integer({
      minimum: 10,
      maximum: 3600,
      default: 60,
      description: 'How long a shutdown may take, in seconds.',
    }),
    ...extensionValues,
    ...extraValues({ names: ['GOMEMLIMIT', 'MEMORY_LIMIT_MEBIBYTES', 'SSL_CERT_FILE'], prefixes: [] }),
    serviceMonitor: serviceMonitorValues,
    resources: resourcesValues({ requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } }),
    startupProbe: probeValues(
      { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 60 },
      'How long the collector may take to start: it tidies its queue up.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
      'When a pod is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
      'When a pod gets no data.',
    ),
    ...serverClusterValues,
  },
  { description: 'OpenTelemetry Collector, to which programs send metrics, logs and traces.' },
);

/** The values of the collector as expressions. */
export type CollectorValues = ValueRef<ValuesOf<typeof collectorValues>>;
