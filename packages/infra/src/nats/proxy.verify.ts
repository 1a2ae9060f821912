import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  chartOfServices,
  containerEnvironment,
  makeCertificate,
  natsClient,
  podsOf,
  render,
  scriptPath,
  shows,
} from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RawClient } from './testing/raw-client.js';
import { rawClient } from './testing/raw-client.js';

/** With characters that a URL and a line of the protocol would need escaped. */
const password = 'p@ss/w:o#r%d"\\ é';
const login = { user: 'explorer', pass: password };

let directory = '';
const running: RunningProgram[] = [];
const clients: RawClient[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nats-proxy-'));
});
afterAll(async () => {
  for (const client of clients) client.close();
  for (const one of running) if (one.exit() === undefined) await one.stop('SIGTERM').catch(() => undefined);
  await rm(directory, { recursive: true, force: true });
});

const start = (path: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const child = startProgram(path, [...args], { environment });
  running.push(child);
  return child;
};

/** Starts a server that requires the login. */
async function server(port: number, options: readonly string[] = []): Promise<RunningProgram> {
  const store = join(directory, `store-${String(port)}`);
  const own = ['--addr=127.0.0.1', `--port=${String(port)}`, '--jetstream', `--store_dir=${store}`];
  const child = start(await program('nats-server'), [...own, '--user=explorer', `--pass=${password}`, ...options]);
  await eventually('The server is ready', () => {
    expect(child.output()).toContain('Server is ready');
  });
  return child;
}

/** Starts the proxy with the environment of the chart, at another port and for a server of this machine. */
async function proxy(url: string, changes: Readonly<Record<string, string>> = {}) {
  const [port = 0] = await freePorts(1);
  const [pod] = podsOf(render(chartOfServices(natsClient())));
  const container = pod?.spec.initContainers?.find(({ name }) => name === 'nats-proxy');
  if (container === undefined) throw new Error('There is no proxy.');
  const secrets = { 'prod-semantic-explorer-credentials': { 'nats-password': password } };
  const environment = {
    ...containerEnvironment(container, secrets),
    NATS_SERVER_URL: url,
    NATS_PROXY_PORT: String(port),
    ...changes,
  };
  const child = start(process.execPath, [scriptPath('nats-proxy.mjs')], environment);
  await eventually('The proxy listens', () => {
    expect(child.output()).toContain('leads to');
  });
  return { port, child };
}

async function client(port: number, credentials?: object): Promise<RawClient> {
  const made = await rawClient(port, credentials);
  clients.push(made);
  return made;
}

const local = (port: number): string => `nats://127.0.0.1:${String(port)}`;

describe('a server with a login', () => {
  let serverPort = 0;
  let started: RunningProgram;
  beforeAll(async () => {
    [serverPort = 0] = await freePorts(1);
    started = await server(serverPort);
  });

  it('takes clients of the proxy, and no others', async () => {
    shows('nats.auth.enabled', 'nats', 'nats-proxy.mjs');
    shows('nats.external.host', 'nats-proxy.mjs');
    const { port, child } = await proxy(local(serverPort));
    const direct = await client(serverPort);
    await direct.receives("-ERR 'Authorization Violation'");

    const proxied = await client(port);
    await proxied.receives('PONG\r\n');

    expect(proxied.infos()[0]).toMatchObject({ jetstream: true, headers: true, max_payload: 1_048_576 });
    expect(proxied.infos().filter((info) => 'auth_required' in info)).toEqual([]);
    expect(child.output()).not.toContain(password);
  });

  it('refuses another password, which the proxy says without showing it', async () => {
    const { port, child } = await proxy(local(serverPort), { NATS_PASSWORD: 'wrong-password' });
    const proxied = await client(port);
    await proxied.receives("-ERR 'Authorization Violation'");
    expect(child.output()).toContain(
      `error: NATS at 127.0.0.1:${String(serverPort)} refuses the login (Authorization Violation): ` +
        'check nats.auth.username and key nats-password of Secret prod-semantic-explorer-credentials',
    );
    expect(child.output()).not.toContain('wrong-password');
  });

  it('exchanges large messages of any bytes with clients of the proxy, both ways', async () => {
    const { port } = await proxy(local(serverPort));
    const [proxied, direct] = [await client(port), await client(serverPort, login)];
    for (const [from, to, subject] of [
      [proxied, direct, 'out'],
      [direct, proxied, 'in'],
    ] as const) {
      const payloads = [randomBytes(900_000), randomBytes(900_000)];
      to.send(`SUB ${subject} 7\r\nPING\r\n`);
      await eventually('It has subscribed', () => {
        expect(to.received().match(/PONG\r\n/g)?.length).toBeGreaterThan(1);
      });
      for (const payload of payloads) from.send(`PUB ${subject} 900000\r\n`, payload, '\r\n');
      from.send(`PUB ${subject} 3\r\nend\r\n`);
      await to.receives(`MSG ${subject} 7 3\r\nend\r\n`);
      const expected = payloads.map((payload) => `MSG ${subject} 7 900000\r\n${payload.toString('latin1')}\r\n`);
      expect(to.received().includes(expected.join(''))).toBe(true);
    }
  });

  it('loses its clients when it is killed, and gets them back', async () => {
    const { port, child } = await proxy(local(serverPort));
    const subscriber = start(await program('nats'), [`--server=${local(port)}`, 'sub', 'greetings'], {
      HOME: directory,
    });
    await eventually('It has subscribed', () => {
      expect(subscriber.output()).toContain('Subscribing on greetings');
    });

    await started.stop('SIGKILL').catch(() => undefined);
    await eventually('It tries again', () => {
      expect(child.output()).toContain('cannot be used: connection refused');
    });
    started = await server(serverPort);

    await eventually('It is back', async () => {
      (await client(serverPort, login)).send('PUB greetings 5\r\nhello\r\n');
      expect(subscriber.output()).toContain('hello');
    });
    expect(child.output()).toContain('answers again');
  });
});

describe('a server with TLS', () => {
  it('is used when its certificate is trusted', async () => {
    shows('nats.external.tls', 'nats-proxy.mjs');
    shows('trustedCertificates.secretName', 'nats-proxy.mjs');
    const [serverPort = 0] = await freePorts(1);
    const { cert, key } = makeCertificate();
    const [certFile, keyFile] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
    await writeFile(certFile, cert);
    await writeFile(keyFile, key);
    await server(serverPort, ['--tls', `--tlscert=${certFile}`, `--tlskey=${keyFile}`]);
    const url = `tls://localhost:${String(serverPort)}`;

    const trusting = await proxy(url, { NODE_EXTRA_CA_CERTS: certFile });
    const proxied = await client(trusting.port);
    await proxied.receives('PONG\r\n');
    expect(proxied.infos().filter((info) => 'tls_required' in info || 'tls_available' in info)).toEqual([]);
    const payload = randomBytes(900_000);
    proxied.send('SUB a 1\r\n', 'PUB a 900000\r\n', payload, '\r\nPUB a 3\r\nend\r\n');
    await proxied.receives('MSG a 1 3\r\nend\r\n');
    expect(proxied.received().includes(`MSG a 1 900000\r\n${payload.toString('latin1')}\r\n`)).toBe(true);

    // A server that requires TLS gets it whether or not the values ask for it; its certificate counts in any case.
    for (const each of [url, url.replace('tls:', 'nats:')]) {
      const distrusting = await proxy(each);
      await (await client(distrusting.port)).receives("-ERR 'NATS at localhost");
      expect(distrusting.child.output()).toMatch(
        /cannot be used: its certificate is not trusted \(\w+\); add its authority/,
      );
    }
  });
});

describe('servers that advertise each other', () => {
  it('stay unknown to clients of the proxy, later as well', async () => {
    const ports = await freePorts(6);
    const routes = ports.slice(3).map((port) => `nats://127.0.0.1:${String(port)}`);
    const options = (index: number): string[] => [
      '--cluster_name=test',
      `--server_name=server-${String(index)}`,
      `--cluster=${routes[index] ?? ''}`,
      `--routes=${routes.join(',')}`,
    ];
    const [serverPort = 0, second = 0, third = 0] = ports;
    await server(serverPort, options(0));
    const { port } = await proxy(local(serverPort));
    const [proxied, direct] = [await client(port), await client(serverPort, login)];
    await proxied.receives('PONG\r\n');
    const before = proxied.infos().length;

    await server(second, options(1));
    await server(third, options(2));

    await direct.receives(`127.0.0.1:${String(third)}`);
    await eventually('Clients of the proxy are told as well', () => {
      expect(proxied.infos().length).toBeGreaterThan(before);
    });
    proxied.send('PING\r\n');
    await eventually('They remain connected', () => {
      expect(proxied.received().match(/PONG\r\n/g)?.length).toBeGreaterThan(1);
    });
    expect(proxied.received()).not.toContain('connect_urls');
  });
});
