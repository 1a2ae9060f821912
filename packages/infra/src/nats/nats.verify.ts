import { chartOfServices } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import type { RunningProgram } from 'programs';
import { eventually } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { nats } from './builder.js';
import type { RealCluster, RealServer } from './testing/real-cluster.js';
import { realCluster } from './testing/real-cluster.js';

/** Every character that a generated password may hold. */
const generated = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const secretsWith = (password: string) => ({
  'prod-semantic-explorer-credentials': { 'nats-password': password },
});

const allReady = (servers: readonly RealServer[], running: readonly RunningProgram[]): Promise<unknown> =>
  Promise.all(
    servers.map((server, index) => {
      const program = running[index];
      const options = { timeoutMilliseconds: 60_000, ...(program === undefined ? {} : { running: program }) };
      return eventually(`${server.name} is ready`, () => server.probe('readiness'), options);
    }),
  );

describe('the configuration', () => {
  it.each([
    ['the defaults', {}, generated],
    ['one server', { replicas: 1, streamReplicas: '1' }, generated],
    ['five servers and other limits', { replicas: 5, maxPayloadBytes: 8_388_608, lameDuckSeconds: 30 }, generated],
    ['no login', { auth: { enabled: false } }, generated],
    ['a user and a password that look like other things', { auth: { username: 'true' } }, '1234'],
    ['a password that looks like a duration', {}, '10s'],
    ['a password with every character that a URL takes', {}, '$2a-._~$x'],
    ['a decimal size', { persistence: { size: '500G' }, jetstream: { maxMemoryStore: '1Ki' } }, generated],
  ])('is valid with %s', async (_, values, password) => {
    const cluster = await realCluster({ nats: values }, secretsWith(password));
    try {
      for (const server of cluster.servers) await expect(server.check()).resolves.toBeDefined();
    } finally {
      await cluster.remove();
    }
  });

  const login = { existingSecret: '', secretKeys: { password: 'nats-password' } };
  const fixed = { nameOverride: '', fullnameOverride: '', nats: { enabled: true, auth: login } };
  it.each(drawnValues(chartOfServices(nats), { fixed }))('is valid with random values: %s', async (_, values) => {
    const cluster = await realCluster(values, secretsWith(generated));
    try {
      for (const server of cluster.servers) await expect(server.check()).resolves.toBeDefined();
    } finally {
      await cluster.remove();
    }
  });
});

describe('three servers', () => {
  let cluster: RealCluster;
  let servers: readonly RealServer[];
  let running: readonly RunningProgram[];
  const serverAt = (index: number): RealServer => {
    const server = servers[index];
    if (server === undefined) throw new Error(`There is no server ${String(index)}.`);
    return server;
  };
  const messagesOn = async (server: RealServer): Promise<number> => {
    const info = JSON.parse(await server.client(['stream', 'info', 'AUDIT_EVENTS', '--json'])) as {
      readonly state: { readonly messages: number };
    };
    return info.state.messages;
  };
  beforeAll(async () => {
    cluster = await realCluster({}, secretsWith(generated));
    servers = cluster.servers;
    running = servers.map((server) => server.start());
    await allReady(servers, running);
  });
  afterAll(() => cluster.remove());

  it('form a cluster that passes all probes', async () => {
    for (const server of servers) {
      await server.probe('startup');
      await server.probe('liveness');
      expect(await server.monitor('/varz')).toMatchObject({ server_name: server.name, max_payload: 1_048_576 });
      expect(await server.monitor('/jsz')).toMatchObject({
        config: { max_memory: 64 * 1024 ** 2, max_storage: 10 * 1000 ** 3 },
        meta_cluster: { name: 'prod-semantic-explorer-nats', cluster_size: 3 },
      });
    }
  });

  it('ask clients for the login, and do not take that of the servers', async () => {
    await expect(serverAt(0).client(['pub', 'x', 'y'], '')).rejects.toThrow('Authorization Violation');
    await expect(serverAt(0).client(['pub', 'x', 'y'], 'explorer:wrong@')).rejects.toThrow('Authorization Violation');
    await expect(serverAt(0).client(['pub', 'x', 'y'], `routes:${generated}@`)).rejects.toThrow(
      'Authorization Violation',
    );
  });

  it('hold a stream of 3 replicas, keep serving while one is killed, and take it back', async () => {
    const options = ['--subjects=audit.events', '--replicas=3', '--storage=file', '--defaults'];
    await serverAt(0).client(['stream', 'add', 'AUDIT_EVENTS', ...options]);
    await serverAt(0).client(['pub', '--jetstream', '--count=50', 'audit.events', 'x']);
    await running[2]?.stop('SIGKILL').catch(() => undefined);
    await eventually('The two others elect leaders', () =>
      serverAt(0).client(['pub', '--jetstream', '--count=50', 'audit.events', 'y']),
    );
    expect(await messagesOn(serverAt(1))).toBeGreaterThanOrEqual(100);

    const again = serverAt(2).start();
    running = [...running.slice(0, 2), again];
    await allReady(servers, running);
    await eventually('All copies are current', () => serverAt(2).monitor('/healthz'), { running: again });
    expect(await messagesOn(serverAt(2))).toBe(await messagesOn(serverAt(0)));
  });

  it('let no server without the password in', async () => {
    const intruder = await realCluster({}, secretsWith('wrong'));
    try {
      const address = /route connections on (127\.0\.0\.1:\d+)/.exec(running[0]?.output() ?? '')?.[1] ?? '';
      const [server] = intruder.servers;
      const outsider = server?.start({ ROUTES: `["nats://routes:wrong@${address}"]` });
      await eventually('It is refused', () => {
        expect(outsider?.output()).toContain('Authorization Violation');
      });
      expect(await server?.monitor('/routez')).toMatchObject({ num_routes: 0 });
    } finally {
      await intruder.remove();
    }
  });

  it('send their clients away before they end, whatever SIGTERM says, within the grace period', async () => {
    const subscriber = await serverAt(1).startClient(['sub', 'something']);
    await eventually('It is connected', async () => {
      expect(await serverAt(1).monitor('/connz')).toMatchObject({ num_connections: 1 });
    });
    const begin = Date.now();
    await serverAt(1).preStop();
    const ended = running[1]?.stop('SIGTERM', 60_000);
    await eventually('It knows that it ends', () => {
      expect(running[1]?.output()).toContain('Entering lame duck mode');
    });
    // It gives up its leadership of the stream, and the others elect a leader meanwhile.
    await eventually('Others take messages', () => serverAt(0).client(['pub', '--jetstream', 'audit.events', 'z']));
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeGreaterThan(9_000);
    await subscriber.stop('SIGINT');
  }, 120_000);
});

describe('one server', () => {
  it('is ready, keeps streams, and can make no stream of 3 replicas', async () => {
    const cluster = await realCluster(
      { nats: { replicas: 1, streamReplicas: '1', auth: { enabled: false } } },
      secretsWith(generated),
    );
    try {
      const { servers } = cluster;
      await allReady(
        servers,
        servers.map((server) => server.start()),
      );
      const add = (name: string, replicas: number) =>
        servers[0]?.client([
          'stream',
          'add',
          name,
          `--subjects=${name}`,
          `--replicas=${String(replicas)}`,
          '--storage=file',
          '--defaults',
        ]);
      await add('ONE', 1);
      await expect(add('AUDIT_EVENTS', 3)).rejects.toThrow('replicas > 1 not supported in non-clustered mode');
    } finally {
      await cluster.remove();
    }
  });
});
