import type { Environment } from '@semantic-explorer/platform';
import {
  apiPort,
  apiSlice,
  caBundlePath,
  connect,
  connectionEnvironment,
  embeddingInferenceApi,
  extraEnvironment,
  hasPrivateCertificates,
  llmInferenceApi,
  loggingEnvironment,
  masterKeyRef,
  natsFor,
  objectStore,
  oidc,
  postgresql,
  qdrant,
  settingsEnvironment,
  telemetry,
  telemetryEnvironment,
  tls,
  valkey,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { join, toText, when } from 'chartkit';

import { limitations } from './limitations.js';
import {
  batchSettings,
  bearerCacheSettings,
  databaseSettings,
  qdrantSettings,
  scannerSettings,
  storageSettings,
  valkeySettings,
} from './settings.js';
import type { apiValues } from './values.js';

/** The values of the API as expressions. */
export type ApiValues = ValueRef<ValuesOf<typeof apiValues>>;

const nats = natsFor(limitations);

/** What the API uses. Without a bucket it is not ready, but a pod that has started can wait for that. */
export const connections = [
  connect(postgresql),
  connect(nats, { environment: [...nats.environment, nats.streamReplicas] }),
  connect(qdrant),
  connect(oidc),
  connect(embeddingInferenceApi, {
    environment: [...embeddingInferenceApi.environment, embeddingInferenceApi.timeout],
  }),
  connect(llmInferenceApi, { environment: [...llmInferenceApi.environment, llmInferenceApi.timeout] }),
  connect(objectStore, { waits: false, environment: [...objectStore.environment, objectStore.bucket] }),
  // Without it the API tries for eleven seconds, and then works without a shared cache.
  connect(valkey, { waits: false }),
  connect(telemetry, { waits: false }),
];

/** The environment of the API's container. Names and meanings: `contract.yaml`. */
export const environment = (values: ApiValues): Environment => [
  ...connectionEnvironment(connections),
  ...settingsEnvironment(databaseSettings, values.database),
  ...settingsEnvironment(qdrantSettings, values.qdrant),
  ...settingsEnvironment(storageSettings, values.storage),
  // Container runtimes preset HOSTNAME to the pod's name, and the API binds to it.
  { name: 'HOSTNAME', value: '0.0.0.0' },
  { name: 'PORT', value: String(apiPort) },
  { name: 'PUBLIC_URL', value: apiSlice.values.publicUrl },
  when(values.corsAllowedOrigins, { name: 'CORS_ALLOWED_ORIGINS', value: join(',', values.corsAllowedOrigins) }),
  { name: 'SHUTDOWN_TIMEOUT_SECS', value: toText(values.shutdownTimeoutSeconds) },
  { name: 'OIDC_USE_PKCE', value: toText(values.usePkce) },
  ...settingsEnvironment(batchSettings, values.batches),
  ...settingsEnvironment(bearerCacheSettings, values.bearerCache),
  ...settingsEnvironment(valkeySettings, values.valkey),
  { name: 'ENCRYPTION_MASTER_KEY', valueFrom: masterKeyRef() },
  ...settingsEnvironment(scannerSettings, values.scanner),
  { name: 'SERVICE_NAME', value: 'semantic-explorer' },
  ...telemetryEnvironment(values.telemetry),
  ...loggingEnvironment(values),
  ...tls(values.tls).environment,
  // The image has its authorities at an unusual place, and none at those that https endpoints of the object store need.
  { name: 'SSL_CERT_FILE', value: when(hasPrivateCertificates, caBundlePath, '/app/certs/ca-bundle.crt') },
  when(hasPrivateCertificates, { name: 'TLS_CA_CERT_PATH', value: caBundlePath }),
  ...extraEnvironment(values),
];
