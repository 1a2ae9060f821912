import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

import { shows } from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Usage } from '../testing/fake-report.js';
import type { RustFake } from '../testing/rust-fakes.js';
import type { InferenceServer } from './testing/inference-server.js';
import { startInferenceServer } from './testing/inference-server.js';
import type { ObjectStore } from './testing/object-store.js';
import { startObjectStore } from './testing/object-store.js';
import type { Environment, Fake, Servers } from './testing/servers.js';
import { startServers } from './testing/servers.js';

const polling = { timeout: 60_000, interval: 200 };
const timeout = 120_000;

let servers: Servers;
let store: ObjectStore;
/** The authorities of the chart's bundle: the public ones and a private one. */
let trusted: Environment;
beforeAll(async () => {
  servers = await startServers();
  const { certificate } = servers;
  const bundle = join(servers.directory, 'ca-bundle.crt');
  writeFileSync(bundle, [...rootCertificates, readFileSync(certificate.authority, 'utf8')].join('\n'));
  trusted = { SSL_CERT_FILE: bundle, TLS_CA_CERT_PATH: bundle };
  store = await startObjectStore(join(servers.directory, 'minio'), 'files', certificate);
});
afterAll(async () => {
  await store.running.stop('SIGKILL').catch(() => undefined);
  await servers.stop();
});

const usageOf = async (fake: Fake, dependency: string): Promise<Usage | undefined> =>
  (JSON.parse(await fake.answer('/fake/report')) as Readonly<Record<string, Usage>>)[dependency];

/** Waits until a dependency has acknowledged something since the program has started, and the program complains of nothing. */
async function isUsed(fake: Fake, dependency: string): Promise<void> {
  await expect
    .poll(() => usageOf(fake, dependency), polling)
    .toSatisfy((usage?: Usage) => usage !== undefined && usage.acknowledged > 0 && usage.problem === undefined);
}

/** Jobs for the workers: the API creates them together with their files. */
async function createJobs(): Promise<void> {
  const api = await servers.start('api', { ...store.environment, ...trusted });
  await isUsed(api, 'queue');
  await api.stop();
}

const startProgram = async (name: RustFake, variables: Environment): Promise<Fake> => {
  if (name !== 'api') await createJobs();
  return servers.start(name, { ...store.environment, ...trusted, FAKE_JOB_SECONDS: '0', ...variables });
};

describe('an object store with HTTPS', () => {
  it.each(['api', 'worker-collections', 'worker-datasets'] as const)(
    'is used by %s when its private authority is trusted',
    async (name) => {
      shows('minio.tls.secretName', name);
      shows('minio.external.url', name);
      shows('trustedCertificates.secretName', name);
      const fake = await startProgram(name, {});

      await isUsed(fake, 'storage');
      await fake.stop('SIGKILL').catch(() => undefined);
    },
    timeout,
  );

  it('is not used by the API when its authority is not trusted', async () => {
    const bundle = join(servers.directory, 'public.crt');
    writeFileSync(bundle, rootCertificates.join('\n'));
    const api = await servers.start('api', { ...store.environment, SSL_CERT_FILE: bundle });

    await expect.poll(async () => (await usageOf(api, 'storage'))?.problem, polling).toContain('dispatch failure');
    await api.stop();
  });
});

describe.each([
  ['embedding', 'EMBEDDING_INFERENCE_API_URL', 'embeddingInferenceApi.external.url'],
  ['llm', 'LLM_INFERENCE_API_URL', 'llmInferenceApi.external.url'],
] as const)('an external inference service, %s', (dependency, variable, path) => {
  let service: InferenceServer;
  beforeAll(async () => {
    service = await startInferenceServer();
  });
  afterAll(() => {
    service.stop();
  });

  it('is used by the API', async () => {
    shows(path, 'api');
    const api = await startProgram('api', { [variable]: service.url });

    await isUsed(api, dependency);
    expect(service.requests()).toBeGreaterThan(0);
    await api.stop();
  });
});

it.each(['worker-collections', 'worker-datasets'] as const)(
  'an external embedding service is used by %s',
  async (name) => {
    shows('embeddingInferenceApi.external.url', name);
    const service = await startInferenceServer();
    const worker = await startProgram(name, { EMBEDDING_INFERENCE_API_URL: service.url });

    await isUsed(worker, 'embedding');
    expect(service.requests()).toBeGreaterThan(0);
    await worker.stop('SIGKILL').catch(() => undefined);
    service.stop();
  },
  timeout,
);

describe('an inference service that requires client certificates', () => {
  it.each([
    ['api', 'api.tls.clientSecretName'],
    ['worker-collections', 'workerCollections.tls.clientSecretName'],
    ['worker-datasets', 'workerDatasets.tls.clientSecretName'],
  ] as const)(
    'is used by %s, which has one, when its private authority is trusted',
    async (name, path) => {
      shows(path, name);
      shows('trustedCertificates.secretName', name);
      const { certificate, key } = servers.certificate;
      const service = await startInferenceServer(servers.certificate);
      const fake = await startProgram(name, {
        EMBEDDING_INFERENCE_API_URL: service.url,
        CLIENT_MTLS_ENABLED: 'true',
        TLS_CLIENT_CERT_PATH: certificate,
        TLS_CLIENT_KEY_PATH: key,
      });

      await isUsed(fake, 'embedding');
      expect(service.requests()).toBeGreaterThan(0);
      await fake.stop('SIGKILL').catch(() => undefined);
      service.stop();
    },
    timeout,
  );

  it('rejects the API without one', async () => {
    const service = await startInferenceServer(servers.certificate);
    const api = await startProgram('api', { EMBEDDING_INFERENCE_API_URL: service.url });

    await expect.poll(async () => (await usageOf(api, 'embedding'))?.problem, polling).toBeDefined();
    expect(service.requests()).toBe(0);
    await api.stop();
    service.stop();
  });
});
