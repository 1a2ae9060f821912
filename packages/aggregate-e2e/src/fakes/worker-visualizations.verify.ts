import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, runCommand, startProgram } from 'programs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Usage } from '../testing/fake-report.js';
import { createCertificate } from '../witnesses/testing/certificate.js';
import { startCollector } from '../witnesses/testing/collector.js';
import { startInferenceServer } from '../witnesses/testing/inference-server.js';
import { startObjectStore } from '../witnesses/testing/object-store.js';
import type { Qdrant } from './testing/start-qdrant.js';
import { startQdrant } from './testing/start-qdrant.js';
import { text } from './testing/text.js';

const main = resolve(import.meta.dirname, '../../fakes/python/app/main.py');
const keys = { MINIO_ROOT_USER: 'access-key', MINIO_ROOT_PASSWORD: 'secret-key' };
const bucket = 'files';

let directory: string;
let qdrant: Qdrant;
const servers: RunningProgram[] = [];
let nats = '';
let store = '';

const run = (command: string, ...args: readonly string[]): Promise<string> =>
  runCommand(command, args, { directory, environment: { HOME: directory }, remedy: '' });
const natsCli = async (...args: readonly string[]): Promise<string> =>
  run(await program('nats'), `--server=${nats}`, ...args);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'worker-visualizations-'));
  const [client = 0, monitor = 0, s3 = 0, console = 0] = await freePorts(4);
  nats = `nats://explorer:secret@127.0.0.1:${String(client)}`;
  store = `http://127.0.0.1:${String(s3)}`;
  const login = ['--user=explorer', '--pass=secret'];
  const ports = ['--addr=127.0.0.1', `--port=${String(client)}`, `--http_port=${String(monitor)}`];
  const streams = ['--jetstream', `--store_dir=${join(directory, 'streams')}`];
  servers.push(startProgram(await program('nats-server'), [...login, ...ports, ...streams]));
  const addresses = ['--address', `127.0.0.1:${String(s3)}`, '--console-address', `127.0.0.1:${String(console)}`];
  const options = { environment: { ...keys, HOME: directory, MINIO_CI_CD: '1' } };
  servers.push(
    startProgram(await program('minio'), ['server', ...addresses, join(directory, 'drive{1...4}')], options),
  );
  qdrant = await startQdrant({}, 6334);
  await eventually('NATS answers', () => text(`http://127.0.0.1:${String(monitor)}/healthz`));
  await eventually('MinIO answers', () => text(`${store}/minio/health/cluster`));
  const mc = await program('mc');
  await run(mc, 'alias', 'set', 'store', store, keys.MINIO_ROOT_USER, keys.MINIO_ROOT_PASSWORD);
  await run(mc, 'mb', `store/${bucket}`);
  const collection = { vectors: { size: 2, distance: 'Cosine' } };
  const points = { points: [{ id: 1, vector: [1, 2], payload: { text: 'one' } }] };
  for (const [path, body] of [
    ['/collections/texts', collection] as const,
    ['/collections/texts/points', points] as const,
  ])
    await fetch(`${qdrant.http}${path}`, { method: 'PUT', body: JSON.stringify(body) });
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  await qdrant.remove();
  await rm(directory, { recursive: true });
});

/** The worker, started with variables beside those of the chart. */
async function startWorker(variables: Readonly<Record<string, string>> = {}) {
  const [health = 0, metrics = 0] = await freePorts(2);
  const running = startProgram(await program('worker-visualizations-libraries'), [main], {
    environment: {
      HOME: directory,
      PYTHONUNBUFFERED: '1',
      NATS_URL: nats,
      NATS_FETCH_TIMEOUT: '1',
      AWS_ENDPOINT_URL: store,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.MINIO_ROOT_USER,
      AWS_SECRET_ACCESS_KEY: keys.MINIO_ROOT_PASSWORD,
      S3_BUCKET_NAME: bucket,
      HEALTH_CHECK_PORT: String(health),
      PROMETHEUS_METRICS_PORT: String(metrics),
      NUMBA_CACHE_DIR: join(directory, 'compiled'),
      XDG_DATA_HOME: join(directory, 'share'),
      FAKE_JOB_SECONDS: '0',
      ...variables,
    },
  });
  worker = running;
  const address = `http://127.0.0.1:${String(health)}`;
  return {
    running,
    metrics: `http://127.0.0.1:${String(metrics)}/metrics`,
    ready: (timeoutMilliseconds = 20_000) =>
      eventually('the worker is ready', () => text(`${address}/health/ready`), { running, timeoutMilliseconds }),
    report: async () => JSON.parse(await text(`${address}/fake/report`)) as Readonly<Record<string, Usage>>,
  };
}
let worker: RunningProgram | undefined;
afterEach(async () => {
  // While it connects it does not stop.
  if (worker !== undefined && worker.exit() === undefined) process.kill(worker.processId, 'SIGKILL');
  await worker?.ended;
});

const job = (change: object = {}): string =>
  JSON.stringify({
    job_id: '4b3c6f6e-0000-4000-8000-000000000000',
    visualization_transform_id: 3,
    visualization_id: 4,
    owner_id: 'admin',
    embedded_dataset_id: 5,
    qdrant_collection_name: 'texts',
    visualization_config: {},
    qdrant_config: { url: qdrant.grpc },
    ...change,
  });
const publish = (message: string): Promise<string> => natsCli('pub', 'workers.visualization-transform', message);

it('logs in with the URL, is ready before there is a stream, and has no metrics of its own', async () => {
  shows('nats.auth.enabled', 'worker-visualizations-py');
  const { ready, metrics } = await startWorker();
  await ready();

  const names = (await text(metrics)).split('\n').flatMap((line) => /^[a-z_]+/.exec(line)?.[0] ?? []);
  expect(names.filter((name) => !/^(process|python)_/.test(name))).toEqual([]);
  expect(names).toContain('process_resident_memory_bytes');
});

it('tries for minutes without a login, and is not ready', async () => {
  const { running, ready } = await startWorker({ NATS_URL: nats.replace('explorer:secret@', '') });
  await eventually('it is refused', () => {
    expect(running.output()).toContain('Authorization Violation');
  });

  await expect(ready(1000)).rejects.toThrow('Not Ready');
  expect(running.exit()).toBeUndefined();
});

it.each([
  ['a bucket', { S3_BUCKET_NAME: '' }, 'S3_BUCKET_NAME environment variable is required'],
  ['a place for compiled code', { NUMBA_CACHE_DIR: '/proc/none' }, 'no locator available'],
])('does not start without %s', async (_, variables, reason) => {
  const { running } = await startWorker(variables);
  expect([await running.ended, running.output()]).toEqual([{ code: 1, signal: null }, expect.stringContaining(reason)]);
});

describe('with the stream and the consumer of the API', () => {
  beforeAll(async () => {
    await natsCli(
      'stream',
      'add',
      'VISUALIZATION_TRANSFORMS',
      '--subjects=workers.visualization-transform',
      '--defaults',
    );
    const consumer = ['VISUALIZATION_TRANSFORMS', 'visualization-transform-workers', '--pull', '--defaults'];
    await natsCli('consumer', 'add', ...consumer);
  });

  it('makes a page of the vectors of a job, and finishes a job that runs when it is stopped', async () => {
    shows('minio.external.url', 'worker-visualizations-py');
    const caches = join(directory, 'share/datamapplot');
    await mkdir(caches, { recursive: true });
    for (const name of ['fonts', 'js']) await writeFile(join(caches, `datamapplot_${name}_encoded.json`), '{}');
    const { running, ready, report } = await startWorker({ FAKE_JOB_SECONDS: '2' });
    await ready();

    await publish(job());
    await eventually('the job is done', async () => {
      expect(await report()).toMatchObject({
        queue: { acknowledged: 1, found: 1 },
        storage: { acknowledged: 1, found: 1 },
        vectors: { acknowledged: 1, found: 1 },
      });
    });

    await publish(job({ visualization_transform_id: 6 }));
    await eventually('the next job has begun', async () => {
      expect((await report())['vectors']?.acknowledged).toBe(2);
    });
    // It also tries for some seconds to send its last spans, for which there is no collector here.
    expect(await running.stop('SIGTERM', 60_000)).toEqual({ code: 0, signal: null });
    const listed = await run(await program('mc'), 'ls', '--recursive', `store/${bucket}`);
    expect(listed.trim().split('\n')).toEqual([
      expect.stringMatching(/ visualizations\/3\/visualization-.*\.html$/),
      expect.stringMatching(/ visualizations\/6\/visualization-.*\.html$/),
    ]);
  }, 120_000);

  it('uses an external collector and an external inference service', async () => {
    shows('otelCollector.external.url', 'worker-visualizations-py');
    shows('llmInferenceApi.external.url', 'worker-visualizations-py');
    const collector = await startCollector();
    const service = await startInferenceServer();
    const { running, ready, report } = await startWorker({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.address}`,
      LLM_INFERENCE_API_URL: service.url,
    });
    await ready();
    await publish(job({ llm_config: { provider: 'internal', model: 'small' } }));

    await eventually('the model has answered, and the spans have arrived', async () => {
      expect(await report()).toMatchObject({ topics: { acknowledged: 1 } });
      expect(collector.signals()).toEqual(['trace']);
    });
    expect(service.requests()).toBe(1);
    // The collector waits until its clients have gone.
    process.kill(running.processId, 'SIGKILL');
    await running.ended;
    await collector.stop();
    service.stop();
  }, 120_000);

  it('stores over HTTPS when the private authority of the store is trusted, and not otherwise', async () => {
    shows('minio.tls.secretName', 'worker-visualizations-py');
    shows('trustedCertificates.secretName', 'worker-visualizations-py');
    const folder = join(directory, 'with-tls');
    await mkdir(folder);
    const certificate = await createCertificate(folder);
    const secure = await startObjectStore(join(folder, 'store'), bucket, certificate);
    for (const [authorities, stored] of [
      [{}, 0],
      [{ AWS_CA_BUNDLE: certificate.authority }, 1],
    ] as const) {
      const { running, ready, report } = await startWorker({ ...secure.environment, ...authorities });
      await ready();
      await publish(job());
      const isDone = async (): Promise<void> => {
        expect((await report())['queue']?.acknowledged).toBe(1);
      };
      await eventually('the job is done', isDone, { running, timeoutMilliseconds: 60_000 });
      expect((await report())['storage']?.acknowledged).toBe(stored);
      process.kill(running.processId, 'SIGKILL');
      await running.ended;
    }
    await secure.running.stop('SIGKILL').catch(() => undefined);
  }, 180_000);

  it('fails a job where the caches of its image are hidden, and goes on', async () => {
    const { ready, report, running } = await startWorker({ XDG_DATA_HOME: '/proc/none' });
    await ready();
    await publish(job());
    await eventually('the job is done', async () => {
      expect((await report())['queue']?.acknowledged).toBe(1);
    });

    expect((await report())['storage']?.acknowledged).toBe(0);
    expect(running.output()).toContain('/proc/none');
  });
});
