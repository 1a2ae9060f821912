import { podsOf, render, runReadinessProbe } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { embeddingChart, valueSets } from './testing/embedding-chart.js';

const probe = (values: Readonly<Record<string, unknown>>, status: number, text?: string) => {
  const container = podsOf(render(embeddingChart, values))[0]?.spec.containers[0];
  if (container === undefined) throw new Error('there is no container');
  return runReadinessProbe(container, 8090, status, text);
};
const asks = (model: string) => `POST /api/embed application/json {"model":"${model}","text":"ready"}`;

describe('a pod of the embedding inference service', () => {
  it('is ready when its first model answers', async () => {
    expect(await probe({}, 200)).toEqual({ succeeds: true, requests: [asks('Xenova/bge-small-en-v1.5')] });
    const two = { embeddingInferenceApi: { allowedModels: ['BAAI/bge-m3', 'Qwen/Qwen3-Embedding-4B'] } };
    expect(await probe(two, 200)).toEqual({ succeeds: true, requests: [asks('BAAI/bge-m3')] });
  });

  it('is not ready when the model was not loaded, or fails', async () => {
    expect((await probe({}, 400)).succeeds).toBe(false);
    expect((await probe({}, 500)).succeeds).toBe(false);
    expect((await probe({}, 503)).succeeds).toBe(false);
  });

  it('stays ready when it has too much to do, which its clients understand', async () => {
    const busy = '{"error":"Service unavailable: Model BAAI/bge-m3 queue full","code":"SERVICE_UNAVAILABLE"}';
    expect((await probe({}, 503, busy)).succeeds).toBe(true);
    expect((await probe({}, 503, '{"error":"Failed to load model","code":"MODEL_LOAD_ERROR"}')).succeeds).toBe(false);
  });

  it('may be asked for another model', async () => {
    const chosen = {
      embeddingInferenceApi: {
        allowedModels: ['BAAI/bge-m3', 'Xenova/all-MiniLM-L6-v2'],
        readinessModel: 'Xenova/all-MiniLM-L6-v2',
      },
    };
    expect((await probe(chosen, 200)).requests).toEqual([asks('Xenova/all-MiniLM-L6-v2')]);
    const all = { embeddingInferenceApi: { allowedModels: ['*'] } };
    expect((await probe(all, 200)).requests).toEqual([asks('Xenova/bge-small-en-v1.5')]);
  });

  it('is asked over HTTPS when it serves that', () => {
    const tls = render(embeddingChart, valueSets['slices of GPUs, mirror, TensorRT, TLS and monitoring']);
    expect(podsOf(tls)[0]?.spec.containers[0]?.readinessProbe?.exec?.command[2]).toContain('https://127.0.0.1:8090/');
  });
});
