import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  authenticationRequest,
  freePort,
  grpcServer,
  httpServer,
  natsServer,
  postgresqlServer,
  tcpServer,
} from './testing/peers.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';
import { quick, script, soon, start, waitFor } from './testing/waiting.js';

/** What is common to all protocols. */
const protocols: Record<string, () => Server> = {
  postgresql: () => postgresqlServer(() => authenticationRequest),
  nats: () => natsServer(),
  http: () => httpServer(() => 200),
  https: () => httpServer(() => 200, { tls: true }),
  grpc: () => grpcServer(),
  grpcs: () => grpcServer({ tls: true }),
  tcp: () => tcpServer(() => undefined),
};
const answeringProtocols = Object.keys(protocols).filter((scheme) => scheme !== 'tcp');

const remedy = 'Check that it runs and that a NetworkPolicy lets this pod reach it, or allow it more time.';

describe.concurrent.each(Object.entries(protocols))('%s', (scheme, makeServer) => {
  it('ends when the peer answers, who may be late', async () => {
    const port = await freePort();
    const running = startScript(script, { ...quick, WAIT_FOR_URL: `${scheme}://127.0.0.1:${port}` });
    await running.printed(/still waiting/);
    await start(makeServer(), port);
    const { code, stdout, stderr } = await running.ended;

    const peer = `${scheme} at 127.0.0.1:${port}`;
    const lines = stdout.trimEnd().split('\n');
    expect([code, stderr, lines[0]]).toEqual([0, '', `waiting for ${peer} (up to 10 s)`]);
    expect(lines[1]).toMatch(new RegExp(`^still waiting for ${peer} after \\d s: connection refused$`));
    expect(lines.at(-1)).toMatch(new RegExp(`^${peer} answered after \\d+\\.\\d s$`));
  });

  it('gives up on a peer that never comes', async () => {
    const port = await freePort();

    const { code, stderr } = await waitFor(`${scheme}://127.0.0.1:${port}`, soon);

    expect(code).toBe(1);
    expect(stderr).toBe(
      `error: ${scheme} at 127.0.0.1:${port} did not answer within 0.3 s: connection refused. ${remedy}\n`,
    );
  });
});

describe.concurrent.each(answeringProtocols)('%s', (scheme) => {
  it('is not content with a peer that accepts and stays silent', async () => {
    const port = await start(tcpServer(() => undefined));

    const { code, stderr } = await waitFor(`${scheme}://127.0.0.1:${port}`, {
      ...soon,
      WAIT_FOR_ATTEMPT_TIMEOUT_SECONDS: '0.2',
    });

    expect([code, stderr]).toEqual([1, expect.stringContaining('s: connected, no answer in 0.2 s.')]);
  });

  it('is not content with a peer that closes the connection', async () => {
    const port = await start(tcpServer((socket) => socket.once('data', () => socket.destroy()).write('')));

    const { code, stderr } = await waitFor(`${scheme}://127.0.0.1:${port}`, {
      ...soon,
      // A machine with much to do must not be taken for a silent peer.
      WAIT_FOR_ATTEMPT_TIMEOUT_SECONDS: scheme === 'nats' ? '0.5' : '5',
    });

    const silent = scheme === 'nats' ? 'connected, no answer' : '(it closed|connection reset|.*disconnected)';
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`within 0.3 s: ${silent}`))]);
  });

  it('is not content with a peer of another protocol', async () => {
    const port = await start(tcpServer((socket) => socket.write('220 mail.example ESMTP\r\n')));

    const { code, stderr } = await waitFor(`${scheme}://127.0.0.1:${port}`, soon);

    expect([code, stderr]).toEqual([1, expect.stringMatching(/it does not speak|wrong version number/)]);
  });
});

describe.concurrent('the program', () => {
  it('waits for a name to resolve', async () => {
    // A label of more than 63 characters never leaves the machine.
    const { code, stderr } = await waitFor(`tcp://${'a'.repeat(70)}.test:1`, soon);

    expect([code, stderr]).toEqual([1, expect.stringContaining(': the name does not resolve (ENOTFOUND). ')]);
  });

  it('ends at once at SIGTERM', async () => {
    const port = await start(tcpServer(() => undefined));
    const running = startScript(script, { WAIT_FOR_URL: `nats://127.0.0.1:${port}` });
    await running.printed(/waiting for nats/);
    const before = Date.now();
    running.terminate();

    expect((await running.ended).code).toBe(143);
    expect(Date.now() - before).toBeLessThan(1000);
  });

  it('runs as a ConfigMap mounts it, by symbolic links', async () => {
    const mount = mkdtempSync(join(tmpdir(), 'config-map-'));
    mkdirSync(join(mount, '..2026_01_01'));
    symlinkSync('..2026_01_01', join(mount, '..data'));
    for (const name of ['wait-for.mjs', 'conversation.mjs', 'program.mjs']) {
      copyFileSync(scriptPath(name), join(mount, '..2026_01_01', name));
      symlinkSync(join('..data', name), join(mount, name));
    }
    const port = await start(tcpServer(() => undefined));

    const { code, stdout } = await runScript(join(mount, 'wait-for.mjs'), { WAIT_FOR_URL: `tcp://127.0.0.1:${port}` });
    rmSync(mount, { recursive: true });

    expect([code, stdout]).toEqual([0, expect.stringContaining('answered after')]);
  });

  it('says rarely that it still waits', async () => {
    const port = await freePort();

    const { stdout } = await waitFor(`tcp://127.0.0.1:${port}`, {
      WAIT_FOR_TIMEOUT_SECONDS: '1',
      WAIT_FOR_LOG_INTERVAL_SECONDS: '0.4',
    });

    expect(stdout.match(/still waiting/g)?.length).toBeLessThanOrEqual(2);
  });

  it('refuses to start with wrong settings', async () => {
    expect(await runScript(script, {})).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: WAIT_FOR_URL: must be a URL such as postgresql://host:5432\n',
    });
  });
});
