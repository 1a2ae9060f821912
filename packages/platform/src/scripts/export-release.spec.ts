import { createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { pathToFileURL } from 'node:url';

import { shows } from '../testing/shows.js';
import { afterEach, describe, expect, it } from 'vitest';

import { makeCertificate } from './testing/certificate.js';
import {
  authenticationRequest,
  freePort,
  grpcServer,
  httpServer,
  natsServer,
  postgresqlServer,
  tcpServer,
  valkeyServer,
} from './testing/peers.js';
import type { Environment, RunningScript } from './testing/run-script.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';
import { start } from './testing/waiting.js';

const script = scriptPath('export-release.mjs');
const running: RunningScript[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.terminate();
    await one.ended;
  }
});

/** The validity of `makeCertificate()`, in seconds since 1970. */
const [notBefore, notAfter] = [1_577_836_800, 253_402_300_799];

/** Runs the program, and gives what it exports once it has logged something that matches. */
async function exported(servers: string, logged: RegExp, env: Environment = {}): Promise<string> {
  const port = await freePort();
  const one = startScript(script, {
    CERTIFICATE_SERVERS: servers,
    METRICS_PORT: String(port),
    CERTIFICATE_TIMEOUT_SECONDS: '2',
    ...env,
  });
  running.push(one);
  await one.printed(logged);
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4']);
  return response.text();
}
const samplesOf = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('certificate_'));

describe('the certificate of a server', () => {
  const natsWithTls = (offer: object) => () => {
    const certificate = makeCertificate();
    return createServer((socket) => {
      socket.write(`INFO ${JSON.stringify({ server_id: 'N', ...offer })} \r\n`);
      new TLSSocket(socket, { isServer: true, ...certificate }).on('error', () => undefined);
    });
  };
  it.each([
    ['https', () => httpServer(() => 403, { tls: true })],
    ['grpcs', () => grpcServer({ tls: true })],
    ['rediss', () => valkeyServer({ tls: true })],
    ['postgresql', () => postgresqlServer(() => authenticationRequest, { tls: true })],
    ['tls', natsWithTls({ tls_required: true })],
    // With allow_non_tls in its configuration.
    ['tls', natsWithTls({ tls_available: true })],
  ])('is exported, however TLS begins: %s', async (scheme, server) => {
    shows('embeddingInferenceApi.external.url', 'export-release.mjs');
    shows('minio.external.url', 'export-release.mjs');
    shows('minio.tls.secretName', 'export-release.mjs');
    shows('nats.external.tls', 'export-release.mjs');
    shows('oidc.issuerUrl', 'export-release.mjs');
    shows('postgresql.external.host', 'export-release.mjs');
    shows('postgresql.external.sslMode', 'export-release.mjs');
    shows('postgresql.tls.secretName', 'export-release.mjs');
    shows('quickwit.external.otlpUrl', 'export-release.mjs');
    shows('quickwit.external.url', 'export-release.mjs');
    const port = await start(server());
    const text = await exported(`it ${scheme}://127.0.0.1:${port}/path`, /expires at 9999-12-31T23:59:59\.000Z/);
    const labels = `{server="it",endpoint="127.0.0.1:${port}"}`;
    expect(samplesOf(text)).toEqual([
      `certificate_not_after_timestamp_seconds${labels} ${notAfter}`,
      `certificate_not_before_timestamp_seconds${labels} ${notBefore}`,
      `certificate_look_succeeded${labels} 1`,
    ]);
  });

  it.each([
    ['https', () => tcpServer(() => undefined), /no certificate: connected, no answer in 0\.2 s/],
    ['postgresql', () => postgresqlServer(() => authenticationRequest), /no certificate: it offers no TLS/],
    ['tls', () => natsServer(), /no certificate: it offers no TLS/],
    ['https', () => httpServer(() => 200), /no certificate: .*(wrong version number|packet length too long)/],
  ])('is missed where there is none: %s', async (scheme, server, reason) => {
    const port = await start(server());
    const text = await exported(`it ${scheme}://127.0.0.1:${port}`, reason, { CERTIFICATE_TIMEOUT_SECONDS: '0.2' });
    expect(samplesOf(text)).toEqual([`certificate_look_succeeded{server="it",endpoint="127.0.0.1:${port}"} 0`]);
  });

  it('is exported on when the server is gone, and that nobody saw it since', async () => {
    const port = await freePort();
    const server = httpServer(() => 200, { tls: true });
    await start(server, port);
    const metrics = await freePort();
    const one = startScript(script, {
      CERTIFICATE_SERVERS: `store https://127.0.0.1:${port}`,
      METRICS_PORT: String(metrics),
      CERTIFICATE_INTERVAL_SECONDS: '0.1',
    });
    running.push(one);
    await one.printed(/expires at/);
    server.close();
    await one.printed(/no certificate: connection refused/);
    const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
    const labels = `{server="store",endpoint="127.0.0.1:${port}"}`;
    expect(samplesOf(text)).toEqual([
      `certificate_not_after_timestamp_seconds${labels} ${notAfter}`,
      `certificate_not_before_timestamp_seconds${labels} ${notBefore}`,
      `certificate_look_succeeded${labels} 0`,
    ]);
  });
});

describe('the program', () => {
  it('says nothing of a server before the first look at it has ended', async () => {
    const silent = await start(tcpServer(() => undefined));
    const text = await exported(`slow https://127.0.0.1:${silent}`, /metrics are served/);
    expect(samplesOf(text)).toEqual([]);
    expect(text).toMatch(/^process_start_time_seconds \d{10}/m);
  });

  it('ends at SIGTERM', async () => {
    const silent = await start(tcpServer(() => undefined));
    await exported(`slow https://127.0.0.1:${silent}`, /metrics are served/);
    running[0]?.terminate();
    expect((await running[0]?.ended)?.code).toBe(0);
  });

  it.each([
    [{}, 'CERTIFICATE_SERVERS and BACKUP_CRON_JOBS: name nothing to look at'],
    [{ CERTIFICATE_SERVERS: 'https://store' }, '"https://store" is no name and URL'],
    [{ CERTIFICATE_SERVERS: 'store http://store' }, 'store: the scheme http: is unknown; known are https: grpcs:'],
    [
      { CERTIFICATE_SERVERS: 'store https://store', CERTIFICATE_INTERVAL_SECONDS: '5m' },
      'CERTIFICATE_INTERVAL_SECONDS: must be a number above 0',
    ],
  ])('refuses %j', async (env, problem) => {
    const { code, stderr } = await runScript(script, env);
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  it.each([
    ['a https://store', { name: 'a', host: 'store', port: 443 }],
    ['b grpcs://[fd00::1]', { name: 'b', host: 'fd00::1', port: 443 }],
    ['b rediss://cache', { name: 'b', host: 'cache', port: 6379 }],
    ['c postgresql://db', { name: 'c', host: 'db', port: 5432 }],
    ['d tls://queue', { name: 'd', host: 'queue', port: 4222 }],
  ])('knows the usual ports, and addresses in brackets: %s', async (line, expected) => {
    const { readServer } = (await import(pathToFileURL(scriptPath('certificates.mjs')).href)) as {
      readonly readServer: (line: string) => object;
    };
    expect(readServer(line)).toMatchObject(expected);
  });
});
