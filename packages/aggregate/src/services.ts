import { api } from '@semantic-explorer/api';
import { dex } from '@semantic-explorer/dex';
import { embeddingInferenceApi } from '@semantic-explorer/embedding-inference-api';
import { grafana, postgresql, prometheus } from '@semantic-explorer/infra';
import { llmInferenceApi } from '@semantic-explorer/llm-inference-api';
import { credentialsJob, encryptionSecret, scriptsConfig } from '@semantic-explorer/platform';
import type { Service } from 'chartkit';

/** Every service of the chart, in the order of `values.yaml`. Adding one is one line. */
export const services: readonly Service[] = [
  credentialsJob,
  encryptionSecret,
  scriptsConfig,
  api,
  embeddingInferenceApi,
  llmInferenceApi,
  dex,
  postgresql,
  prometheus,
  grafana,
];
