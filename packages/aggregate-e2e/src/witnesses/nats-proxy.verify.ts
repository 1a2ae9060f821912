import { join, resolve } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, startProgram } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { NatsServer, NatsSettings } from './testing/nats-server.js';
import { createNats } from './testing/nats-server.js';
import { queueStatus } from './testing/queue-status.js';
import type { Servers } from './testing/servers.js';
import { startServers } from './testing/servers.js';

const script = resolve(import.meta.dirname, '../../../platform/src/scripts/nats-proxy.mjs');
const login = { user: 'explorer', password: 'Pass-word_0123456789' };
const streams = [
  'COLLECTION_TRANSFORMS',
  'DATASET_TRANSFORMS',
  'DLQ_TRANSFORMS',
  'SCANNER_TRIGGERS',
  'TRANSFORM_STATUS',
  'VISUALIZATION_TRANSFORMS',
];

const listening = (proxy: RunningProgram): Promise<void> =>
  eventually(
    'the proxy listens',
    () => {
      expect(proxy.output()).toContain('leads to');
    },
    { running: proxy },
  );

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

describe.each([
  ['requires a login', 'nats', () => ({ login })],
  ['requires TLS', 'tls', () => ({ tls: servers.certificate })],
  ['requires a login and TLS', 'tls', () => ({ login, tls: servers.certificate })],
] as const)('through the proxy, a server that %s', (_, scheme, settings: () => NatsSettings) => {
  let server: NatsServer;
  let proxy: RunningProgram;
  let url: string;
  beforeAll(async () => {
    server = await createNats(join(servers.directory, `proxied-${String(Math.random())}`), settings());
    await server.start();
    const [port = 0] = await freePorts(1);
    url = `nats://127.0.0.1:${String(port)}`;
    const { login: given } = settings();
    proxy = startProgram(process.execPath, [script], {
      environment: {
        NATS_SERVER_URL: `${scheme}://${server.address}`,
        NATS_PROXY_PORT: String(port),
        NODE_EXTRA_CA_CERTS: servers.certificate.authority,
        ...(given === undefined ? {} : { NATS_USERNAME: given.user, NATS_PASSWORD: given.password }),
      },
    });
    await listening(proxy);
  });
  afterAll(async () => {
    await proxy.stop('SIGKILL').catch(() => undefined);
    await server.stop();
  });

  it.each(['api', 'worker-collections', 'worker-datasets'] as const)('serves %s', async (name) => {
    shows('nats.auth.enabled', name);
    const fake = await servers.start(name, { NATS_URL: url });
    if (name === 'api') await fake.answer('/health/live');
    // It handles SIGTERM from here on.
    else await fake.writes('Worker started');

    expect(Object.keys(await server.streams()).sort()).toEqual(streams);
    expect(await fake.stop()).toEqual({ code: 0, signal: null });
    expect(fake.output()).not.toContain(login.password);
  });
});

describe('through the proxy, a server that is restarted', () => {
  it('is connected to again by the API', async () => {
    const server = await createNats(join(servers.directory, 'restarted'), { login });
    await server.start();
    const [port = 0] = await freePorts(1);
    const proxy = startProgram(process.execPath, [script], {
      environment: {
        NATS_SERVER_URL: `nats://${server.address}`,
        NATS_PROXY_PORT: String(port),
        NATS_USERNAME: login.user,
        NATS_PASSWORD: login.password,
      },
    });
    await listening(proxy);
    const api = await servers.start('api', { NATS_URL: `nats://127.0.0.1:${String(port)}` });
    await api.answer('/health/live');
    const status = (): Promise<string> => queueStatus(api);
    expect(await status()).toBe('healthy');

    await server.stop();
    await expect.poll(status, { timeout: 10_000 }).not.toBe('healthy');
    await server.start();
    await expect.poll(status, { timeout: 20_000 }).toBe('healthy');

    await api.stop();
    await proxy.stop('SIGKILL').catch(() => undefined);
    await server.stop();
  });
});
