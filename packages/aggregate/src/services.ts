import { api } from '@semantic-explorer/api';
import { authProxy } from '@semantic-explorer/auth-proxy';
import { dex } from '@semantic-explorer/dex';
import { embeddingInferenceApi } from '@semantic-explorer/embedding-inference-api';
import {
  grafana,
  minio,
  nats,
  otelCollector,
  postgresql,
  postgresqlBackup,
  prometheus,
  prometheusRulesCheck,
  qdrant,
  quickwit,
  releaseExporter,
  valkey,
} from '@semantic-explorer/infra';
import { llmInferenceApi } from '@semantic-explorer/llm-inference-api';
import { minioInit } from '@semantic-explorer/minio-init';
import type { NetworkedService } from '@semantic-explorer/platform';
import {
  credentialsJob,
  encryptionSecret,
  installationTest,
  networkPolicies,
  scriptsConfig,
  upgradeCheck,
} from '@semantic-explorer/platform';
import { workerCollections } from '@semantic-explorer/worker-collections';
import { workerDatasets } from '@semantic-explorer/worker-datasets';
import { workerVisualizationsPy } from '@semantic-explorer/worker-visualizations-py';
import type { Service } from 'chartkit';

/** The services of the release, in the order of `values.yaml`. Adding one is one line. */
const connectedServices: readonly NetworkedService[] = [
  credentialsJob,
  api,
  authProxy,
  workerCollections,
  workerDatasets,
  workerVisualizationsPy,
  embeddingInferenceApi,
  llmInferenceApi,
  dex,
  postgresql,
  postgresqlBackup,
  nats,
  qdrant,
  valkey,
  minio,
  minioInit,
  otelCollector,
  quickwit,
  prometheus,
  prometheusRulesCheck,
  grafana,
  installationTest,
  // It looks at what those before it have made.
  upgradeCheck,
];

/** Every service that has pods, with those that are made of what the others declare. */
export const networkedServices: readonly NetworkedService[] = [
  ...connectedServices,
  releaseExporter(connectedServices),
];

/** Every service of the chart. */
export const services: readonly Service[] = [
  encryptionSecret,
  scriptsConfig,
  ...networkedServices,
  networkPolicies(networkedServices),
];
