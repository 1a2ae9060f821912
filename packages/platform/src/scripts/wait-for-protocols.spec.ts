import { describe, expect, it } from 'vitest';
import {
  authenticationRequest,
  httpServer,
  natsServer,
  objectStore,
  postgresqlError,
  postgresqlServer,
  tcpServer,
  valkeyServer,
} from './testing/peers.js';
import { soon, start, waitFor } from './testing/waiting.js';

describe.concurrent('postgresql', () => {
  it('waits while the server starts up', async () => {
    const answers = [postgresqlError('57P03', 'the database system is starting up')];
    const port = await start(postgresqlServer(() => answers.shift() ?? authenticationRequest));

    const { code, stdout } = await waitFor(`postgresql://127.0.0.1:${port}`, {
      WAIT_FOR_LOG_INTERVAL_SECONDS: '0.001',
    });

    expect(code).toBe(0);
    expect(stdout).toMatch(/after \d s: it answers: the database system is starting up \(57P03\)\n/);
  });

  it.each([
    ['28000', 'role "wait-for" does not exist', 0],
    ['28P01', 'password authentication failed', 0],
    ['57P01', 'terminating connection due to administrator command', 1],
    ['53300', 'sorry, too many clients already', 1],
  ])('takes the error %s (%s) with exit code %i', async (sqlState, message, expected) => {
    const port = await start(postgresqlServer(() => postgresqlError(sqlState, message)));

    expect((await waitFor(`postgres://127.0.0.1:${port}`, soon)).code).toBe(expected);
  });

  it('speaks TLS with a server that offers it, whoever signed its certificate', async () => {
    const port = await start(postgresqlServer(() => authenticationRequest, { tls: true }));

    expect((await waitFor(`postgresql://127.0.0.1:${port}`, soon)).code).toBe(0);
  });
});

describe.concurrent('nats', () => {
  it('waits until JetStream has a leader', async () => {
    const answers = [{ error: { code: 503, description: 'JetStream system temporarily unavailable' } }];
    const port = await start(natsServer({ jetStream: () => answers.shift() ?? { memory: 0 } }));

    const { code, stdout } = await waitFor(`nats://127.0.0.1:${port}`, { WAIT_FOR_LOG_INTERVAL_SECONDS: '0.001' });

    expect(code).toBe(0);
    expect(stdout).toContain('it answers: JetStream system temporarily unavailable\n');
  });

  it('wants JetStream, unless told otherwise', async () => {
    const port = await start(natsServer({ info: { jetstream: false }, jetStream: () => undefined }));
    const url = `nats://127.0.0.1:${port}`;

    const { code, stderr } = await waitFor(url, soon);

    expect([code, stderr]).toEqual([1, expect.stringContaining('it answers, but JetStream is not enabled')]);
    expect((await waitFor(url, { ...soon, WAIT_FOR_NATS_JETSTREAM: 'false' })).code).toBe(0);
  });

  it.each([{ auth_required: true }, { tls_required: true }])(
    'takes the greeting alone, without a word, from a server with %j',
    async (info) => {
      const seen: unknown[] = [];
      const port = await start(natsServer({ info, connect: (options) => void seen.push(options) }));

      expect((await waitFor(`nats://127.0.0.1:${port}`, soon)).code).toBe(0);
      expect(seen).toEqual([]);
    },
  );

  it('logs in with the variables, which the log does not show', async () => {
    const seen: unknown[] = [];
    const info = { auth_required: true };
    const port = await start(natsServer({ info, connect: (options) => void seen.push(options) }));

    const login = { NATS_USERNAME: 'app', NATS_PASSWORD: 'p%s@/"' };
    const { code, stdout } = await waitFor(`nats://127.0.0.1:${port}`, login);

    expect([code, seen]).toEqual([0, [expect.objectContaining({ user: 'app', pass: 'p%s@/"' })]]);
    expect(stdout).not.toMatch(/app|p%s/);
  });

  it('reports what a proxy says instead of a greeting', async () => {
    const port = await start(tcpServer((socket) => socket.end("-ERR 'NATS at a:4222 cannot be used: why'\r\n")));

    const { code, stderr } = await waitFor(`nats://127.0.0.1:${port}`, soon);

    expect([code, stderr]).toEqual([1, expect.stringContaining('it answers: NATS at a:4222 cannot be used: why.')]);
  });

  it.each([
    ['Authorization Violation', 1],
    ['Permissions Violation for Publish to "$JS.API.INFO"', 0],
  ])('takes the error %s with exit code %i', async (message, expected) => {
    const port = await start(natsServer({ connect: () => message }));

    expect((await waitFor(`nats://127.0.0.1:${port}`, soon)).code).toBe(expected);
  });
});

describe.concurrent('redis', () => {
  it.each([
    ['no password', {}, '', 0, ''],
    ['the right password', { password: 'p%ss' }, 'default:p%25ss@', 0, ''],
    ['the password alone', { password: 'secret' }, ':secret@', 0, ''],
    ['a wrong password', { password: 'secret' }, 'default:wrong@', 1, 'WRONGPASS invalid username-password pair'],
    ['a password that is missing', { password: 'secret' }, '', 1, 'NOAUTH Authentication required.'],
    ['data that is being loaded', { answer: '-LOADING in memory' }, '', 1, 'LOADING in memory'],
    ['another protocol', { answer: 'HTTP/1.1 400' }, '', 1, 'it does not speak the Redis protocol'],
  ])('meets %s', async (_, options, login, expected, reason) => {
    const port = await start(valkeyServer(options));

    const { code, stdout, stderr } = await waitFor(`redis://${login}127.0.0.1:${port}`, soon);

    expect(code).toBe(expected);
    expect(stderr).toContain(reason);
    expect(stdout + stderr).not.toMatch(/p%ss|p%25ss|secret|:wrong/);
  });

  it('sends no password over TLS, whose certificate it does not verify', async () => {
    const port = await start(valkeyServer({ password: 'secret', tls: true }));

    expect((await waitFor(`rediss://default:wrong@127.0.0.1:${port}`, soon)).code).toBe(0);
  });
});

describe.concurrent('http', () => {
  it.each([
    [200, undefined, 0],
    [204, undefined, 0],
    [302, undefined, 0],
    [403, undefined, 1],
    [503, undefined, 1],
    [403, '500', 0],
    [503, '500', 1],
  ])('takes status %i, with WAIT_FOR_HTTP_STATUS_BELOW %s, with exit code %i', async (status, below, expected) => {
    const paths: string[] = [];
    const port = await start(httpServer((path) => (paths.push(path), status)));

    const url = `http://127.0.0.1:${port}/minio/health/ready?verbose`;
    const { code, stderr } = await waitFor(url, { ...soon, WAIT_FOR_HTTP_STATUS_BELOW: below });

    expect([code, paths[0]]).toEqual([expected, '/minio/health/ready?verbose']);
    if (expected === 1) expect(stderr).toContain(`: it answers with status ${status}. `);
  });
});

describe.concurrent('s3', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'hidden', AWS_REGION: 'us-east-1' };

  it('waits until the key is known and the bucket is there, without a word of the keys', async () => {
    const answers: (readonly [number, string?])[] = [[503], [403, 'InvalidAccessKeyId'], [404, 'NoSuchBucket']];
    const port = await start(objectStore(() => answers.shift() ?? [200]));

    const { code, stdout } = await waitFor(`s3://127.0.0.1:${port}/quickwit`, {
      ...keys,
      WAIT_FOR_LOG_INTERVAL_SECONDS: '0.001',
    });

    expect(code).toBe(0);
    for (const reason of ['503', '403 (InvalidAccessKeyId)', '404 (NoSuchBucket)'])
      expect(stdout).toContain(`: it answers with status ${reason}\n`);
    expect(stdout).not.toContain('hidden');
  });

  it('takes an answer to a key that may not look into the bucket, also over TLS', async () => {
    const port = await start(objectStore(() => [403, 'AccessDenied'], { tls: true }));

    expect((await waitFor(`s3s://127.0.0.1:${port}/quickwit`, { ...keys, ...soon })).code).toBe(0);
  });
});
