import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authenticationRequest, freePort, httpServer, natsServer, postgresqlServer } from './testing/peers.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';
import { quick, soon, start } from './testing/waiting.js';

const script = scriptPath('test-installation.mjs');

describe.concurrent('the test of an installation', () => {
  it('passes when everything answers, each in its own protocol', async () => {
    const connected: unknown[] = [];
    const database = await start(postgresqlServer(() => authenticationRequest));
    const queue = await start(
      natsServer({ info: { auth_required: true }, connect: (options) => void connected.push(options) }),
    );
    const store = await start(httpServer(() => 403));

    const { code, stdout, stderr } = await runScript(script, {
      ...quick,
      TEST_POSTGRESQL_URL: `postgresql://127.0.0.1:${database}`,
      TEST_NATS_URL: `nats://127.0.0.1:${queue}`,
      NATS_USERNAME: 'app',
      NATS_PASSWORD: 'secret',
      TEST_OBJECT_STORE_URL: `http://127.0.0.1:${store}/`,
      TEST_OBJECT_STORE_HTTP_STATUS_BELOW: '500',
    });

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('the installation works: all 3 answered');
    expect(stdout).toContain(`object-store at 127.0.0.1:${store} answered after`);
    expect(connected).toEqual([expect.objectContaining({ user: 'app', pass: 'secret' })]);
    expect(stdout).not.toContain('secret');
  });

  it('names everything that does not answer, and why', async () => {
    const [absent, ready, unready] = [
      await freePort(),
      await start(httpServer(() => 200)),
      await start(httpServer(() => 503)),
    ];

    const { code, stdout, stderr } = await runScript(script, {
      ...soon,
      TEST_QDRANT_URL: `grpc://127.0.0.1:${absent}`,
      TEST_OIDC_URL: `http://127.0.0.1:${ready}`,
      TEST_API_URL: `http://127.0.0.1:${unready}/health/ready`,
    });

    const remedy = 'Check that it runs and that a NetworkPolicy lets this pod reach it, or allow it more time.';
    expect(code).toBe(1);
    expect(stdout).toContain(`oidc at 127.0.0.1:${ready} answered`);
    expect(stderr.trimEnd().split('\n').sort()).toEqual([
      'error: 2 of 3 did not answer: qdrant, api',
      `error: api at 127.0.0.1:${unready} did not answer within 0.3 s: it answers with status 503. ${remedy}`,
      `error: qdrant at 127.0.0.1:${absent} did not answer within 0.3 s: connection refused. ${remedy}`,
    ]);
  });

  it('gives what is late the time that it was told', async () => {
    const port = await freePort();
    const running = startScript(script, { ...quick, TEST_API_URL: `http://127.0.0.1:${port}` });
    await running.printed(/still waiting/);
    await start(
      httpServer(() => 200),
      port,
    );

    expect((await running.ended).code).toBe(0);
  });

  it.each([
    [{}, 'TEST_<NAME>_URL: at least one is needed'],
    [{ TEST_NATS_URL: 'nowhere' }, 'TEST_NATS_URL: must be a URL such as postgresql://host:5432'],
    [
      { TEST_API_URL: 'http://api', WAIT_FOR_TIMEOUT_SECONDS: '0' },
      'WAIT_FOR_TIMEOUT_SECONDS: must be a number above 0',
    ],
  ])('refuses to start with %j', async (environment, message) => {
    expect(await runScript(script, environment)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });

  it('runs as a ConfigMap mounts it, by symbolic links', async () => {
    const mount = mkdtempSync(join(tmpdir(), 'config-map-'));
    mkdirSync(join(mount, '..2026_01_01'));
    symlinkSync('..2026_01_01', join(mount, '..data'));
    for (const name of ['test-installation.mjs', 'wait-for.mjs', 'conversation.mjs', 'program.mjs']) {
      copyFileSync(scriptPath(name), join(mount, '..2026_01_01', name));
      symlinkSync(join('..data', name), join(mount, name));
    }
    const port = await start(httpServer(() => 200));

    const { code } = await runScript(join(mount, 'test-installation.mjs'), {
      TEST_API_URL: `http://127.0.0.1:${port}`,
    });
    rmSync(mount, { recursive: true });

    expect(code).toBe(0);
  });
});
