import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { llmInferenceApi } from '../builder.js';

/** A chart of the LLM inference service alone, with the programs of its init containers. */
export const llmChart = chartOfServices(scriptsConfig, llmInferenceApi);

/** Values that bring out everything that the service can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'without GPU': {
    llmInferenceApi: {
      resolvedLimitations: ['cpuOnly'],
      gpu: { enabled: false },
      persistence: { enabled: false },
    },
  },
  'AMD GPUs, gated models, TLS and monitoring': {
    llmInferenceApi: {
      gpu: { resourceName: 'amd.com/gpu', count: 4 },
      nodeSelector: { 'nvidia.com/gpu': null },
      tolerations: [],
      sharedMemory: { size: '16Gi' },
      allowedModels: ['meta-llama/Llama-3.1-8B-Instruct', 'Qwen/Qwen2.5-7B-Instruct'],
      readinessModel: 'Qwen/Qwen2.5-7B-Instruct',
      huggingFace: { existingSecret: 'hugging-face', tokenKey: 'token' },
      inSituQuantization: 'Q4_K',
      pagedAttention: { cacheType: 'f8e4m3', prefixCaching: true },
      resolvedLimitations: ['tlsServer'],
      tls: { serverSecretName: 'llm-tls' },
      serviceMonitor: { enabled: true },
    },
  },
  'several pods with the models of one claim': {
    llmInferenceApi: {
      replicaCount: 2,
      persistence: { existingClaim: 'all-models', accessModes: ['ReadOnlyMany'] },
      huggingFace: { offline: true },
    },
  },
};
