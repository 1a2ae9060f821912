import { refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { llmChart } from './testing/llm-chart.js';

const refusals = (values: Readonly<Record<string, unknown>>) => refusalsOf(llmChart, { llmInferenceApi: values });
const paths = (values: Readonly<Record<string, unknown>>) => refusals(values).map(({ path }) => path);

describe('values of the LLM inference service', () => {
  it('of a wrong form are refused with their path', () => {
    expect(paths({ gpu: { count: 0 } })).toEqual(['llmInferenceApi.gpu.count']);
    expect(paths({ allowedModels: ['mistral'] })).toEqual(['llmInferenceApi.allowedModels.0']);
    expect(paths({ allowedModels: ['a/b,c/d'] })).toEqual(['llmInferenceApi.allowedModels.0']);
    expect(paths({ persistence: { size: '10 GB' } })).toEqual(['llmInferenceApi.persistence.size']);
    expect(paths({ inSituQuantization: 'Q4_K_M' })).toEqual(['llmInferenceApi.inSituQuantization']);
    expect(paths({ token: 'hf_secret' })).toEqual(['llmInferenceApi.token']);
  });

  it('that contradict each other are refused with every sentence at once', () => {
    expect(
      refusals({
        allowedModels: ['TheBloke/Mistral-7B-Instruct-v0.2-GGUF'],
        readinessModel: 'Qwen/Qwen2.5-7B-Instruct',
        startupProbe: { timeoutSeconds: 20 },
        generation: { defaultMaxTokens: 5000 },
        autoscaling: { enabled: true },
        persistence: { existingClaim: 'all-models' },
      }).map(({ path }) => path),
    ).toEqual([
      'llmInferenceApi.startupProbe.timeoutSeconds',
      'llmInferenceApi.persistence.existingClaim',
      'llmInferenceApi.allowedModels',
      'llmInferenceApi.readinessModel',
      'llmInferenceApi.generation.defaultMaxTokens',
    ]);
  });

  it('of one pod may name a claim that only one pod can mount', () => {
    expect(refusals({ persistence: { existingClaim: 'all-models' } })).toEqual([]);
  });
});
