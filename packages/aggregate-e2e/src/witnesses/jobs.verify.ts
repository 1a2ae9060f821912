import { hostname } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Usage } from '../testing/fake-report.js';
import type { ObjectStore } from './testing/object-store.js';
import { startObjectStore } from './testing/object-store.js';
import type { Fake, Servers } from './testing/servers.js';
import { closed, startServers } from './testing/servers.js';

const jobSeconds = 3;

let servers: Servers;
let store: ObjectStore;
beforeAll(async () => {
  servers = await startServers();
  store = await startObjectStore(join(servers.directory, 'minio'), 'files');
});
afterAll(async () => {
  await store.running.stop('SIGKILL').catch(() => undefined);
  await servers.stop();
});

const usageOf = async (fake: Fake, dependency: string): Promise<Usage | undefined> =>
  (JSON.parse(await fake.answer('/fake/report')) as Readonly<Record<string, Usage>>)[dependency];
const polling = { timeout: 20_000, interval: 200 };

it('keeps what the API stores, and gives a worker jobs, which it finishes after it was told to stop', async () => {
  const api = await servers.start('api', store.environment);
  await expect.poll(async () => (await usageOf(api, 'queue'))?.acknowledged, polling).toBeGreaterThanOrEqual(3);
  for (const dependency of ['database', 'storage', 'queue'])
    expect((await usageOf(api, dependency))?.found, dependency).toBeGreaterThanOrEqual(3);
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
