import { apiValues } from '@semantic-explorer/api';
import { authProxyValues } from '@semantic-explorer/auth-proxy';
import { dexValues } from '@semantic-explorer/dex';
import { embeddingInferenceApiValues } from '@semantic-explorer/embedding-inference-api';
import {
  backupSlice,
  grafanaValues,
  minioValues,
  natsValues,
  postgresqlValues,
  prometheusValues,
  qdrantValues,
  valkeyValues,
} from '@semantic-explorer/infra';
import { llmInferenceApiValues } from '@semantic-explorer/llm-inference-api';
import {
  encryptionSlice,
  grafanaSlice,
  networkPolicySlice,
  oidcSlice,
  prometheusSlice,
  quickwitSlice,
  telemetrySlice,
} from '@semantic-explorer/platform';
import { slice } from 'chartkit';

/** The values of services as expressions, for what concerns several of them: rules and notes of the whole chart. */
export const values = {
  api: slice('api', apiValues).values,
  authProxy: slice('authProxy', authProxyValues).values,
  embeddingInferenceApi: slice('embeddingInferenceApi', embeddingInferenceApiValues).values,
  llmInferenceApi: slice('llmInferenceApi', llmInferenceApiValues).values,
  dex: slice('dex', dexValues).values,
  oidc: oidcSlice.values,
  encryption: encryptionSlice.values,
  postgresql: slice('postgresql', postgresqlValues).values,
  postgresqlBackup: backupSlice.values.backup,
  nats: slice('nats', natsValues).values,
  qdrant: slice('qdrant', qdrantValues).values,
  valkey: slice('valkey', valkeyValues).values,
  minio: slice('minio', minioValues).values,
  prometheus: slice('prometheus', prometheusValues).values,
  prometheusEnabled: prometheusSlice.values.enabled,
  grafana: slice('grafana', grafanaValues).values,
  grafanaAuth: grafanaSlice.values.auth,
  otelCollector: telemetrySlice.values,
  quickwit: quickwitSlice.values,
  networkPolicy: networkPolicySlice.values,
} as const;
