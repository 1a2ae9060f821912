import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { embeddingInferenceApi } from '../builder.js';

/** A chart of the embedding inference service alone, with the programs of its init containers. */
export const embeddingChart = chartOfServices(scriptsConfig, embeddingInferenceApi);

/** Values that bring out everything that the service can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'without GPU': {
    embeddingInferenceApi: {
      resolvedLimitations: ['cpuOnly'],
      gpu: { enabled: false },
      cpuOnly: { nodeSelector: { pool: 'cpu' }, tolerations: [{ key: 'cpu', operator: 'Exists' }] },
      allowedModels: ['Qwen/Qwen3-Embedding-0.6B'],
      persistence: { enabled: false },
    },
  },
  'slices of GPUs, mirror, TensorRT, TLS and monitoring': {
    otelCollector: { enabled: false },
    embeddingInferenceApi: {
      gpu: { resourceName: 'nvidia.com/mig-1g.10gb', count: 2, runtimeClassName: 'nvidia' },
      nodeSelector: { 'nvidia.com/gpu': null, 'nvidia.com/gpu.product': 'H100' },
      allowedModels: ['*'],
      allowedRerankModels: ['BAAI/bge-reranker-base'],
      huggingFace: { endpoint: 'https://hf.example.com/api', existingSecret: 'hugging-face' },
      persistence: { storageClass: 'fast', retentionPolicy: { whenScaled: 'Delete' } },
      tensorrtCache: { enabled: true },
      cuda: { arenaSize: '8G', arenaExtendStrategy: 'same_as_requested' },
      corsAllowedOrigins: ['https://a.example.com', 'https://b.example.com'],
      resolvedLimitations: ['tlsServer'],
      tls: { serverSecretName: 'embedding-tls' },
      serviceMonitor: { enabled: true },
      telemetry: { resourceAttributes: 'deployment.environment.name=production' },
      logFormat: 'text',
    },
  },
  'several pods with the models of one claim': {
    embeddingInferenceApi: {
      autoscaling: { enabled: true },
      persistence: { existingClaim: 'all-models', accessModes: ['ReadWriteMany'] },
      huggingFace: { offline: true },
      tensorrtCache: { enabled: true, existingClaim: 'engines', accessModes: ['ReadWriteMany'] },
      runAsUser: 10001,
      runAsGroup: 10001,
    },
  },
};
