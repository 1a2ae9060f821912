import { hostname } from 'node:os';
import { join } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Qdrant } from '../fakes/testing/start-qdrant.js';
import { startQdrant } from '../fakes/testing/start-qdrant.js';
import type { Usage } from '../testing/fake-report.js';
import type { ObjectStore } from './testing/object-store.js';
import { startObjectStore } from './testing/object-store.js';
import type { Environment, Fake, Servers } from './testing/servers.js';
import { closed, startServers } from './testing/servers.js';

const jobSeconds = 3;

let servers: Servers;
let store: ObjectStore;
let qdrant: Qdrant;
let environment: Environment;
beforeAll(async () => {
  servers = await startServers();
  store = await startObjectStore(join(servers.directory, 'minio'), 'files');
  qdrant = await startQdrant({ QDRANT__SERVICE__API_KEY: 'key' });
  environment = { ...store.environment, QDRANT_URL: qdrant.grpc, QDRANT_API_KEY: 'key' };
});
afterAll(async () => {
  await qdrant.remove();
  await store.running.stop('SIGKILL').catch(() => undefined);
  await servers.stop();
});

const usageOf = async (fake: Fake, dependency: string): Promise<Usage | undefined> =>
  (JSON.parse(await fake.answer('/fake/report')) as Readonly<Record<string, Usage>>)[dependency];
const polling = { timeout: 20_000, interval: 200 };

it('keeps what the API stores, and gives a worker jobs, which it finishes after it was told to stop', async () => {
  shows('qdrant.external.url', 'api');
  shows('qdrant.auth.enabled', 'api');
  const api = await servers.start('api', environment);
  await api.answer('/health/ready');
  await expect.poll(async () => (await usageOf(api, 'queue'))?.acknowledged, polling).toBeGreaterThanOrEqual(3);
  for (const dependency of ['database', 'storage', 'queue'])
    expect((await usageOf(api, dependency))?.found, dependency).toBeGreaterThanOrEqual(3);
  for (const dependency of ['cache', 'database', 'login', 'queue', 'storage', 'vectors'])
    expect(await usageOf(api, dependency), dependency).not.toHaveProperty('problem');
  await api.stop();

  const worker = await servers.start('worker-collections', {
    ...store.environment,
    MAX_CONCURRENT_JOBS: '1',
    FAKE_JOB_SECONDS: String(jobSeconds),
  });
  await expect.poll(async () => (await usageOf(worker, 'queue'))?.acknowledged, polling).toBe(1);
  expect(await usageOf(worker, 'storage')).toEqual({ acknowledged: expect.any(Number) as number, found: 0 });
  // It takes the next job at once.
  await expect
    .poll(async () => (await servers.nats.consumer('collection-transform-workers')).unfinished, polling)
    .toBe(1);
  const start = performance.now();
  const exit = await worker.stop();

  const seconds = (performance.now() - start) / 1000;
  expect(exit).toEqual({ code: 0, signal: null });
  expect(seconds).toBeLessThan(jobSeconds + 3);
  expect(await servers.nats.consumer('collection-transform-workers')).toEqual({ unfinished: 0, redelivered: 0 });
}, 90_000);

it('makes worker-datasets write to the Qdrant of the job', async () => {
  const worker = await servers.start('worker-datasets', { ...store.environment, FAKE_JOB_SECONDS: '0' });
  await expect.poll(async () => (await usageOf(worker, 'queue'))?.acknowledged, polling).toBeGreaterThan(0);

  expect(await usageOf(worker, 'vectors')).toEqual({ acknowledged: expect.any(Number) as number, found: 0 });
  await worker.stop();
});

it('leaves the API ready with a wrong API key of Qdrant: the server answers health checks without one', async () => {
  const api = await servers.start('api', { ...environment, QDRANT_API_KEY: 'other' });
  await api.answer('/health/ready');

  await expect.poll(async () => (await usageOf(api, 'vectors'))?.problem, polling).toContain('Invalid API key');
  await api.stop();
});

it('is not finished by a worker that has to write to a Qdrant with TLS', async () => {
  const job = {
    bucket: 'files',
    // A file of the test before.
    source_file_key: `fake/${hostname()}/1`,
    qdrant_config: { url: `https://${closed}` },
  };
  const worker = await servers.start('worker-datasets', store.environment);
  await worker.writes('Worker started');
  await servers.nats.publish('workers.dataset-transform', JSON.stringify(job));

  await worker.writes('Could not automatically determine the process-level CryptoProvider');
  await worker.stop('SIGKILL').catch(() => undefined);
});
