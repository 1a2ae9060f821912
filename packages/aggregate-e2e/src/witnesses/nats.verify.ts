import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { NatsServer } from './testing/nats-server.js';
import { createNats } from './testing/nats-server.js';
import { queueStatus } from './testing/queue-status.js';
import type { Servers } from './testing/servers.js';
import { closed, startServers } from './testing/servers.js';

/** Longer than the worker waits for an answer of JetStream. */
const timeout = 60_000;
const workers = ['worker-collections', 'worker-datasets'] as const;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

describe('a server that requires a login', () => {
  let server: NatsServer;
  let url: string;
  beforeAll(async () => {
    const login = { user: 'explorer', password: 'password' };
    server = await createNats(join(servers.directory, 'with-login'), { login });
    await server.start();
    url = `nats://explorer:password@${server.address}`;
  });
  afterAll(() => server.stop());

  it('rejects the API, which does not send the login of its URL', async () => {
    const api = await servers.start('api', { NATS_URL: url });

    expect(await api.ended).toEqual({ code: 1, signal: null });
    expect(api.output()).toContain('authorization violation: nats: authorization violation');
    expect(server.output()).toContain('authentication error');
  });

  it.each(workers)(
    'rejects %s, which does not send the login of its URL',
    async (name) => {
      const worker = await servers.start(name, { NATS_URL: url });

      expect(await worker.ended).toEqual({ code: 1, signal: null });
      expect(worker.output()).toContain("Failed to create stream 'COLLECTION_TRANSFORMS'");
    },
    timeout,
  );
});

describe('a server without a login', () => {
  it('gets the streams of the API with NATS_REPLICAS, and none for audit events, which need three servers', async () => {
    const api = await servers.start('api');
    await api.answer('/health/live');

    expect(await servers.nats.streams()).toEqual({
      COLLECTION_TRANSFORMS: 1,
      DATASET_TRANSFORMS: 1,
      DLQ_TRANSFORMS: 1,
      SCANNER_TRIGGERS: 1,
      TRANSFORM_STATUS: 1,
      VISUALIZATION_TRANSFORMS: 1,
    });
    await api.writes('Audit consumer exited with error');
    expect(await api.stop()).toEqual({ code: 0, signal: null });
  });

  it.each(workers)('makes %s ready', async (name) => {
    const worker = await servers.start(name);
    await worker.answer('/healthz');
    await worker.answer('/readyz');
    await worker.writes('Worker started');

    expect(await worker.stop()).toEqual({ code: 0, signal: null });
  });

  it('is connected to again after a restart', async () => {
    const api = await servers.start('api');
    const status = (): Promise<string> => queueStatus(api);
    await api.answer('/health/live');
    expect(await status()).toBe('healthy');

    await servers.nats.stop();
    await expect.poll(status, { timeout: 10_000 }).not.toBe('healthy');

    await servers.nats.start();
    await expect.poll(status, { timeout: 20_000 }).toBe('healthy');
    await api.stop();
  });
});

describe('a server that is not there', () => {
  it('ends the API at once', async () => {
    const api = await servers.start('api', { NATS_URL: `nats://${closed}` });

    expect(await api.ended).toEqual({ code: 1, signal: null });
    expect(api.output()).toContain('Connection refused');
  });

  it.each(workers)(
    'ends %s although it connects in the background: the first request to JetStream times out',
    async (name) => {
      const worker = await servers.start(name, { NATS_URL: `nats://${closed}` });

      expect(await worker.ended).toEqual({ code: 1, signal: null });
      expect(worker.output()).toContain("Failed to create stream 'COLLECTION_TRANSFORMS'");
    },
    timeout,
  );
});
