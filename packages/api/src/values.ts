import {
  apiDatabaseSlice,
  apiPodCounts,
  apiSlice,
  applicationValues,
  drainDelaySeconds,
  extraValues,
  images,
  ingressValues,
  limitationsValues,
  loggingValues,
  resourcesValues,
  serviceMonitorValues,
  settingsValues,
  telemetryValues,
  tlsValues,
} from '@semantic-explorer/platform';
import { boolean, integer, object, string } from 'chartkit';

import { httpRouteValues } from './http-route.js';
import { limitations } from './limitations.js';
import {
  batchSettings,
  bearerCacheSettings,
  databaseSettings,
  qdrantSettings,
  scannerSettings,
  storageSettings,
} from './settings.js';
import { valkeyValues } from './valkey.js';

/** What can be configured of the API. */
export const apiValues = object(
  {
    enabled: apiDatabaseSlice.schema.properties.enabled,
    ...apiSlice.schema.properties,
    ...applicationValues({
      image: images.api,
      ...apiPodCounts,
      // It migrates the database before it listens.
      startupProbe: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 },
      livenessProbe: { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      // Its checks wait for the database for up to database.acquireTimeoutSeconds.
      readinessProbe: { periodSeconds: 10, timeoutSeconds: 8, failureThreshold: 3 },
    }),
    ...limitationsValues(limitations),
    resources: resourcesValues({ requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } }),
    temporaryStorage: string({
      format: 'storageSize',
      default: '4Gi',
      description: 'Size of /tmp, where uploads are spooled.',
    }),
    drainDelaySeconds,
    shutdownTimeoutSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 30,
      description: 'How long open requests may take when a pod stops, in seconds.',
    }),
    usePkce: boolean({ default: true, description: 'Add PKCE to the login.' }),
    ...loggingValues('semantic_explorer'),
    telemetry: telemetryValues,
    database: settingsValues(databaseSettings, 'Connections to PostgreSQL.'),
    qdrant: settingsValues(qdrantSettings, 'Connection to Qdrant.'),
    storage: settingsValues(storageSettings, 'Limits of uploads and downloads.'),
    batches: settingsValues(batchSettings, 'Sizes of batches.'),
    bearerCache: settingsValues(bearerCacheSettings, 'Cache of tokens in each pod.'),
    valkey: valkeyValues,
    scanner: settingsValues(scannerSettings, 'Scanners of datasets.'),
    tls: tlsValues,
    ingress: ingressValues(
      'the API; it leaves out /metrics and /health, which know no login. Everyone who reaches the API must be trusted with all of its data unless authProxy.enabled is true (docs/security.md)',
    ),
    httpRoute: httpRouteValues,
    serviceMonitor: serviceMonitorValues,
    ...extraValues({
      names: [
        'DATABASE_URL',
        'DATABASE_PASSWORD',
        'HOSTNAME',
        'POD_NAME',
        'PORT',
        'PUBLIC_URL',
        'CORS_ALLOWED_ORIGINS',
        'SHUTDOWN_TIMEOUT_SECS',
        'ENCRYPTION_MASTER_KEY',
        'RECONCILIATION_INTERVAL_SECS',
        'STUCK_BATCH_THRESHOLD_HOURS',
        'SERVICE_NAME',
        'LOG_FORMAT',
        'RUST_LOG',
        'SSL_CERT_FILE',
        'SERVER_SSL_ENABLED',
        'CLIENT_MTLS_ENABLED',
      ],
      prefixes: [
        'AWS_',
        'BEARER_',
        'DATASET_SCANNER_',
        'DB_',
        'EMBEDDING_',
        'LLM_',
        'NATS_',
        'OIDC_',
        'OTEL_',
        'QDRANT_',
        'S3_',
        'TLS_',
        'VALKEY_',
        'WORKER_',
      ],
    }),
  },
  { description: 'The API and its user interface.' },
);
