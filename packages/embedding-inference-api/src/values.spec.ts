import { refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { embeddingChart } from './testing/embedding-chart.js';

const refusals = (values: Readonly<Record<string, unknown>>) =>
  refusalsOf(embeddingChart, { embeddingInferenceApi: values });
const paths = (values: Readonly<Record<string, unknown>>) => [...new Set(refusals(values).map(({ path }) => path))];

describe('values of the embedding inference service', () => {
  it('of a wrong form are refused with their path', () => {
    expect(paths({ gpu: { count: 0 } })).toEqual(['embeddingInferenceApi.gpu.count']);
    expect(paths({ allowedModels: ['BAAI/bge-small-en-v1.5'] })).toEqual(['embeddingInferenceApi.allowedModels.0']);
    expect(paths({ allowedModels: [] })).toEqual(['embeddingInferenceApi.allowedModels']);
    expect(paths({ persistence: { size: '10 GB' } })).toEqual(['embeddingInferenceApi.persistence.size']);
    expect(paths({ resources: { limits: { memory: '10 GB' } } })).toEqual([
      'embeddingInferenceApi.resources.limits.memory',
    ]);
    expect(refusals({ cuda: { arenaSize: '8Gi' } })).toEqual([
      {
        path: 'embeddingInferenceApi.cuda.arenaSize',
        problem: 'must be a number of bytes such as "8G" or "512MB" (not "8Gi"), or empty, but is "8Gi"',
      },
    ]);
  });

  it('that contradict each other are refused with every sentence at once', () => {
    expect(
      refusals({
        replicaCount: 2,
        readinessProbe: { timeoutSeconds: 46 },
        resources: { limits: { 'nvidia.com/gpu': 1 } },
        allowedModels: ['*', 'Xenova/bge-small-en-v1.5'],
        readinessModel: 'BAAI/bge-m3',
        persistence: { existingClaim: 'all-models' },
        tensorrtCache: { existingClaim: 'engines' },
        huggingFace: { offline: true, endpoint: 'https://hf.example.com' },
      }).map(({ path, problem }) => `${path} ${problem}`),
    ).toEqual([
      'embeddingInferenceApi.readinessProbe.timeoutSeconds must be at most the period (45 seconds)',
      'embeddingInferenceApi.resources.limits names the GPU, which embeddingInferenceApi.gpu.count already does',
      'embeddingInferenceApi.persistence.existingClaim can be mounted by one pod only, but there may be several: name ReadWriteMany in embeddingInferenceApi.persistence.accessModes if the claim has it, or leave the claim to the chart, which makes one for each pod',
      'embeddingInferenceApi.huggingFace.endpoint must be empty when embeddingInferenceApi.huggingFace.offline is true, since nothing is downloaded',
      'embeddingInferenceApi.allowedModels must hold "*" alone or not at all',
      'embeddingInferenceApi.readinessModel must be one of embeddingInferenceApi.allowedModels (*,Xenova/bge-small-en-v1.5)',
      'embeddingInferenceApi.tensorrtCache.existingClaim is given, but embeddingInferenceApi.tensorrtCache.enabled is false, so that it would not be used',
      'embeddingInferenceApi.tensorrtCache.existingClaim can be mounted by one pod only, but there may be several: name ReadWriteMany in embeddingInferenceApi.tensorrtCache.accessModes if the claim has it, or leave the claim to the chart, which makes one for each pod',
    ]);
  });

  it('without a GPU are refused for models that insist on one', () => {
    const only =
      'Qwen/Qwen3-Embedding-0.6B, Qwen/Qwen3-Embedding-4B, Qwen/Qwen3-Embedding-8B when embeddingInferenceApi.gpu.enabled is false';
    const mixed = ['Qwen/Qwen3-Embedding-4B', 'BAAI/bge-m3'];
    expect(
      refusals({
        resolvedLimitations: ['cpuOnly'],
        gpu: { enabled: false },
        allowedModels: mixed,
        allowedRerankModels: ['BAAI/bge-reranker-base'],
      }),
    ).toEqual([
      {
        path: 'embeddingInferenceApi.allowedModels',
        problem: `must name only ${only}: all others insist on CUDA`,
      },
      {
        path: 'embeddingInferenceApi.allowedRerankModels',
        problem: 'must be empty when embeddingInferenceApi.gpu.enabled is false: rerankers insist on CUDA',
      },
    ]);
    const qwen = ['Qwen/Qwen3-Embedding-8B', 'Qwen/Qwen3-Embedding-0.6B'];
    expect(refusals({ resolvedLimitations: ['cpuOnly'], gpu: { enabled: false }, allowedModels: qwen })).toEqual([]);
  });

  it('of an offline installation need a claim with the models', () => {
    expect(refusals({ huggingFace: { offline: true } })).toEqual([
      {
        path: 'embeddingInferenceApi.persistence.existingClaim',
        problem: 'is needed when embeddingInferenceApi.huggingFace.offline is true: a claim that holds the models',
      },
    ]);
  });
});
