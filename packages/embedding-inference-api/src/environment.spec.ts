import { podsOf, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { embeddingChart, valueSets } from './testing/embedding-chart.js';

const variables = (values?: Readonly<Record<string, unknown>>) =>
  podsOf(render(embeddingChart, values))[0]?.spec.containers[0]?.env ?? [];

describe('environment of the embedding inference service', () => {
  it('is exactly what the program reads', () => {
    expect(variables()).toEqual([
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-semantic-explorer-otel-collector:4317' },
      { name: 'INFERENCE_ALLOWED_EMBEDDING_MODELS', value: 'Xenova/bge-small-en-v1.5' },
      { name: 'INFERENCE_HOSTNAME', value: '0.0.0.0' },
      { name: 'INFERENCE_PORT', value: '8090' },
      { name: 'INFERENCE_MAX_BATCH_SIZE', value: '128' },
      { name: 'INFERENCE_GPU_BATCH_SIZE', value: '32' },
      { name: 'INFERENCE_MAX_QUEUE_DEPTH', value: '8' },
      { name: 'INFERENCE_QUEUE_TIMEOUT_MS', value: '30000' },
      { name: 'GPU_PRESSURE_THRESHOLD', value: '98' },
      { name: 'CUDA_ARENA_EXTEND_STRATEGY', value: 'next_power_of_two' },
      { name: 'HOME', value: '/home/appuser' },
      { name: 'HF_HOME', value: '/models' },
      { name: 'SERVICE_NAME', value: 'embedding-inference-api' },
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
      variables(valueSets['slices of GPUs, mirror, TensorRT, TLS and monitoring']).map(({ name, ...rest }) => [
        name,
        rest,
      ]),
    );
    expect(
      Object.fromEntries(
        [
          'INFERENCE_ALLOWED_EMBEDDING_MODELS',
          'INFERENCE_ALLOWED_RERANK_MODELS',
          'CUDA_ARENA_SIZE',
          'HF_ENDPOINT',
          'HF_TOKEN',
          'CORS_ALLOWED_ORIGINS',
          'OTEL_ENABLED',
          'LOG_FORMAT',
          'TLS_SERVER_KEY_PATH',
        ].map((name) => [name, set.get(name)]),
      ),
    ).toEqual({
      INFERENCE_ALLOWED_EMBEDDING_MODELS: { value: '*' },
      INFERENCE_ALLOWED_RERANK_MODELS: { value: 'BAAI/bge-reranker-base' },
      CUDA_ARENA_SIZE: { value: '8G' },
      HF_ENDPOINT: { value: 'https://hf.example.com/api' },
      HF_TOKEN: { valueFrom: { secretKeyRef: { name: 'hugging-face', key: 'HF_TOKEN' } } },
      CORS_ALLOWED_ORIGINS: { value: 'https://a.example.com,https://b.example.com' },
      OTEL_ENABLED: { value: 'false' },
      LOG_FORMAT: { value: 'pretty' },
      TLS_SERVER_KEY_PATH: { value: '/etc/tls/server/tls.key' },
    });
  });
});
