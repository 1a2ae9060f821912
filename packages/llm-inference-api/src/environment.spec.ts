import { podsOf, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { llmChart, valueSets } from './testing/llm-chart.js';

const variables = (values?: Readonly<Record<string, unknown>>) =>
  podsOf(render(llmChart, values))[0]?.spec.containers[0]?.env ?? [];

describe('environment of the LLM inference service', () => {
  it('is exactly what the program reads', () => {
    expect(variables()).toEqual([
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-semantic-explorer-otel-collector:4317' },
      {
        name: 'LLM_ALLOWED_MODELS',
        value: 'microsoft/Phi-3-mini-4k-instruct-gguf:Phi-3-mini-4k-instruct-q4.gguf@microsoft/Phi-3-mini-4k-instruct',
      },
      { name: 'LLM_INFERENCE_HOSTNAME', value: '0.0.0.0' },
      { name: 'LLM_INFERENCE_PORT', value: '8091' },
      { name: 'LLM_MAX_CONCURRENT_REQUESTS', value: '10' },
      { name: 'LLM_QUEUE_TIMEOUT_MS', value: '30000' },
      { name: 'GPU_PRESSURE_THRESHOLD', value: '95' },
      { name: 'LLM_DEFAULT_TEMPERATURE', value: '0.7' },
      { name: 'LLM_DEFAULT_TOP_P', value: '0.9' },
      { name: 'LLM_DEFAULT_MAX_TOKENS', value: '512' },
      { name: 'LLM_MAX_TOKENS_LIMIT', value: '4096' },
      { name: 'LLM_PAGED_ATTENTION_BLOCK_SIZE', value: '32' },
      { name: 'LLM_PAGED_ATTENTION_CONTEXT_SIZE', value: '4096' },
      { name: 'LLM_PAGED_CACHE_TYPE', value: 'auto' },
      { name: 'LLM_ENABLE_PREFIX_CACHING', value: 'false' },
      { name: 'HOME', value: '/home/appuser' },
      { name: 'HF_HOME', value: '/models' },
      { name: 'SERVICE_NAME', value: 'llm-inference-api' },
      { name: 'OTEL_ENABLED', value: 'true' },
      { name: 'OTEL_LOGS_ENABLED', value: 'true' },
      { name: 'OTEL_SAMPLE_RATIO', value: '1' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'service.instance.id=$(POD_NAME)' },
      { name: 'LOG_FORMAT', value: 'json' },
      { name: 'RUST_LOG', value: 'info' },
    ]);
  });

  it('has more on demand', () => {
    const set = new Map(
      variables(valueSets['AMD GPUs, gated models, TLS and monitoring']).map(({ name, ...rest }) => [name, rest]),
    );
    expect(
      Object.fromEntries(
        ['LLM_ALLOWED_MODELS', 'LLM_ENABLE_ISQ', 'LLM_ISQ_TYPE', 'HF_TOKEN', 'SERVER_SSL_ENABLED'].map((name) => [
          name,
          set.get(name),
        ]),
      ),
    ).toEqual({
      LLM_ALLOWED_MODELS: { value: 'meta-llama/Llama-3.1-8B-Instruct,Qwen/Qwen2.5-7B-Instruct' },
      LLM_ENABLE_ISQ: { value: 'true' },
      LLM_ISQ_TYPE: { value: 'Q4_K' },
      HF_TOKEN: { valueFrom: { secretKeyRef: { name: 'hugging-face', key: 'token' } } },
      SERVER_SSL_ENABLED: { value: 'true' },
    });
  });
});
