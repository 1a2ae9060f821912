import {
  clientSecretRef,
  databaseUrlEnvironment,
  embeddingInferenceApi,
  issuerUrl,
  llmInferenceApi,
  masterKeyRef,
  nats,
  objectStoreEnvironment,
  oidcSlice,
  qdrant,
  settingsEnvironment,
} from '@semantic-explorer/platform';
import type { DynamicItem, k8s, ValueRef, ValuesOf } from 'chartkit';
import { entries, join, toText, when } from 'chartkit';

import {
  batchSettings,
  bearerCacheSettings,
  databaseSettings,
  inferenceSettings,
  qdrantSettings,
  scannerSettings,
  storageSettings,
  telemetrySettings,
} from './settings.js';
import type { apiValues } from './values.js';

/** The values of the API as expressions. */
export type ApiValues = ValueRef<ValuesOf<typeof apiValues>>;

/** Port on which the API listens. */
export const apiPort = 8080;

/** The environment of the API's container. Names and meanings: `contract.yaml`. */
export const environment = (values: ApiValues): readonly DynamicItem<k8s.EnvVar>[] => [
  ...databaseUrlEnvironment(),
  ...settingsEnvironment(databaseSettings, values.database),
  { name: 'NATS_URL', value: nats.url },
  { name: 'NATS_REPLICAS', value: values.natsReplicas },
  { name: 'QDRANT_URL', value: qdrant.url },
  ...settingsEnvironment(qdrantSettings, values.qdrant),
  ...objectStoreEnvironment(),
  ...settingsEnvironment(storageSettings, values.storage),
  // Container runtimes preset HOSTNAME to the pod's name, and the API binds to it.
  { name: 'HOSTNAME', value: '0.0.0.0' },
  { name: 'PORT', value: String(apiPort) },
  { name: 'PUBLIC_URL', value: values.publicUrl },
  when(values.corsAllowedOrigins, { name: 'CORS_ALLOWED_ORIGINS', value: join(',', values.corsAllowedOrigins) }),
  { name: 'SHUTDOWN_TIMEOUT_SECS', value: toText(values.shutdownTimeoutSeconds) },
  { name: 'OIDC_CLIENT_ID', value: oidcSlice.values.clientId },
  { name: 'OIDC_CLIENT_SECRET', valueFrom: clientSecretRef() },
  { name: 'OIDC_ISSUER_URL', value: issuerUrl },
  { name: 'OIDC_USE_PKCE', value: toText(values.usePkce) },
  { name: 'EMBEDDING_INFERENCE_API_URL', value: embeddingInferenceApi.url },
  { name: 'LLM_INFERENCE_API_URL', value: llmInferenceApi.url },
  ...settingsEnvironment(inferenceSettings, values.inference),
  ...settingsEnvironment(batchSettings, values.batches),
  ...settingsEnvironment(bearerCacheSettings, values.bearerCache),
  { name: 'ENCRYPTION_MASTER_KEY', valueFrom: masterKeyRef() },
  ...settingsEnvironment(scannerSettings, values.scanner),
  { name: 'SERVICE_NAME', value: 'semantic-explorer' },
  ...settingsEnvironment(telemetrySettings, values.telemetry),
  { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: values.telemetry.endpoint },
  { name: 'OTEL_SAMPLE_RATIO', value: toText(values.telemetry.sampleRatio) },
  { name: 'LOG_FORMAT', value: values.logFormat },
  { name: 'RUST_LOG', value: values.logFilter },
  // The image has no trust store at the usual places, which https endpoints of the object store need.
  { name: 'SSL_CERT_FILE', value: '/app/certs/ca-bundle.crt' },
  entries(values.extraEnvironment, (name, value) => ({ name, value })),
];
