import type { AnySchema, Expr, k8s, ValueRef } from 'chartkit';
import { boolean } from 'chartkit';

import {
  circuitBreakerSettings,
  countSetting,
  integerSetting,
  secondsSetting,
  settingsValues,
} from '../environment.js';
import type { ExtraValues } from '../extra-values.js';
import { extraValues } from '../extra-values.js';
import type { ImageReference } from '../images.js';
import type { Limitations, LimitationsValues } from '../limitations.js';
import { limitationsValues } from '../limitations.js';
import { loggingValues } from '../logging.js';
import { resourcesValues } from '../pods.js';
import { attributesValues } from '../telemetry.js';
import type { TlsValues } from '../tls.js';
import { clientTlsValues } from '../tls.js';
import type { ApplicationValues } from '../workloads/application-values.js';
import { applicationValues } from '../workloads/application-values.js';

/** `<worker>.jobs` */
export const jobSettings = {
  maxConcurrentJobs: countSetting(
    'MAX_CONCURRENT_JOBS',
    10,
    'Jobs at once. It limits all pods of the worker together, since they share one consumer of the queue',
  ),
  shutdownTimeoutSeconds: secondsSetting(
    'WORKER_SHUTDOWN_TIMEOUT_SECS',
    300,
    'How long jobs may go on when a pod stops; the pod gets 15 seconds more',
  ),
  concurrencyScalingIntervalSeconds: secondsSetting(
    'ADAPTIVE_CONCURRENCY_SCALING_INTERVAL_SECS',
    5,
    'How often the worker adapts its concurrency to the load of the services that it calls',
  ),
};

/** `<worker>.embedding` */
export const embeddingSettings = {
  maxConcurrentRequests: integerSetting(
    'EMBEDDING_MAX_CONCURRENT_REQUESTS',
    { minimum: 1, maximum: 1000, default: 3 },
    'Embedding requests of one pod at once.',
  ),
  downstreamPressureTimeoutSeconds: secondsSetting(
    'EMBEDDING_DOWNSTREAM_PRESSURE_TIMEOUT_SECS',
    60,
    'After how long the worker tries an overloaded embedding service again',
  ),
  ...circuitBreakerSettings('INFERENCE'),
};

/** What differs between the values of two workers. */
export interface QueueWorkerDefaults {
  readonly image: ImageReference;
  readonly limitations: Limitations;
  /** Name of the worker's log target, in the singular and with underscores. */
  readonly logTarget: string;
  readonly what: string;
}

/** Values of a worker in Rust that takes jobs from a queue. Memory is what its jobs need. */
export const queueWorkerValues = ({ image, limitations, logTarget, what }: QueueWorkerDefaults) =>
  ({
    enabled: boolean({ default: true, description: `Deploy ${what}.` }),
    ...applicationValues({
      image,
      replicaCount: 2,
      maxReplicas: 6,
      // It makes the streams of the queue before it listens.
      startupProbe: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 },
      livenessProbe: { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      readinessProbe: { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    }),
    ...limitationsValues(limitations),
    resources: resourcesValues({ requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '2Gi' } }),
    jobs: settingsValues(jobSettings, 'How jobs are worked off.'),
    embedding: settingsValues(embeddingSettings, 'Calls of the embedding service.'),
    ...loggingValues(logTarget),
    telemetry: attributesValues,
    tls: clientTlsValues,
    ...extraValues({
      names: [
        'MAX_CONCURRENT_JOBS',
        'MAX_FILE_SIZE_MB',
        'HEALTH_CHECK_PORT',
        'POD_NAME',
        'SERVICE_NAME',
        'LOG_FORMAT',
        'RUST_LOG',
        'SSL_CERT_FILE',
        'CLIENT_MTLS_ENABLED',
      ],
      prefixes: [
        'ADAPTIVE_',
        'AWS_',
        'EMBEDDING_',
        'INFERENCE_',
        'NATS_',
        'OTEL_',
        'QDRANT_',
        'S3_',
        'TLS_',
        'WORKER_',
      ],
    }),
  }) as const satisfies Readonly<Record<string, AnySchema>>;

/** The values of `queueWorkerValues` as expressions. */
export interface QueueWorkerValues extends ApplicationValues, ExtraValues, LimitationsValues {
  readonly enabled: ValueRef<boolean>;
  readonly resources: Expr<k8s.ResourceRequirements>;
  readonly jobs: { readonly [Key in keyof typeof jobSettings]: ValueRef<number> };
  readonly embedding: { readonly [Key in keyof typeof embeddingSettings]: ValueRef<number> };
  readonly logFormat: ValueRef<'json' | 'text'>;
  readonly logFilter: ValueRef<string>;
  readonly telemetry: ValueRef<{ resourceAttributes: string }>;
  readonly tls: TlsValues;
}
