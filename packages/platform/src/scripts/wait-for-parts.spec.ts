import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { authenticationRequest, postgresqlError } from './testing/peers.js';
import type { Environment } from './testing/run-script.js';
import { scriptPath } from './testing/run-script.js';

interface Parts {
  readonly readSettings: (env: Environment) => object;
  readonly describe: (error: unknown) => string;
  readonly parsePostgresqlAnswer: (received: Buffer) => object | undefined;
  readonly parseNatsGreeting: (received: Buffer) => object | undefined;
  readonly parseJetStreamAnswer: (received: Buffer) => string | undefined;
  readonly parseRedisAnswers: (received: Buffer, count: number) => readonly string[] | undefined;
  readonly signedHeaders: (url: URL, keys: object, now: Date) => Readonly<Record<string, string>>;
}

const of = async (name: string): Promise<object> => (await import(pathToFileURL(scriptPath(name)).href)) as object;
const parts = { ...(await of('wait-for.mjs')), ...(await of('conversation.mjs')) } as Parts;

describe('settings', () => {
  it.each([
    ['postgresql://db', { host: 'db', port: 5432, name: 'postgresql' }],
    ['nats://nats', { host: 'nats', port: 4222, name: 'nats' }],
    ['http://s3/x', { host: 's3', port: 80, name: 'http' }],
    ['https://s3', { host: 's3', port: 443, name: 'https' }],
    ['tls://nats.example:4333', { host: 'nats.example', port: 4333, name: 'tls' }],
    ['redis://:p@cache', { host: 'cache', port: 6379, name: 'redis' }],
    ['grpc://[fd00::1]:6334', { host: 'fd00::1', port: 6334, name: 'grpc' }],
  ])('of %s', (url, expected) => {
    expect(parts.readSettings({ WAIT_FOR_URL: url })).toMatchObject({ ...expected, timeout: 600 });
  });

  it.each([
    [{ WAIT_FOR_URL: 'postgres:5432' }, 'WAIT_FOR_URL: lacks a host'],
    [{ WAIT_FOR_URL: 'nats://a:4222,nats://b:4222' }, 'WAIT_FOR_URL: must be a URL'],
    [{ WAIT_FOR_URL: 'mysql://db' }, 'WAIT_FOR_URL: the scheme mysql: is unknown; known are postgresql: postgres:'],
    [{ WAIT_FOR_URL: 'tcp://cache' }, 'WAIT_FOR_URL: lacks a port, which tcp:// needs'],
    [
      { WAIT_FOR_URL: 'tcp://a:1', WAIT_FOR_TIMEOUT_SECONDS: '10m' },
      'WAIT_FOR_TIMEOUT_SECONDS: must be a number above 0',
    ],
    [
      { WAIT_FOR_URL: 'tcp://a:1', WAIT_FOR_INTERVAL_SECONDS: '0' },
      'WAIT_FOR_INTERVAL_SECONDS: must be a number above 0',
    ],
    [{ WAIT_FOR_URL: 's3://store' }, 'WAIT_FOR_URL: lacks a bucket'],
    [{ WAIT_FOR_URL: 's3://store/bucket', AWS_ACCESS_KEY_ID: 'id' }, 'AWS_SECRET_ACCESS_KEY: is needed'],
    [{ WAIT_FOR_URL: 'nats://a', WAIT_FOR_NATS_JETSTREAM: 'no' }, 'WAIT_FOR_NATS_JETSTREAM: must be "true" or "false"'],
  ])('are refused with the variable that is wrong: %j', (env, message) => {
    expect(() => parts.readSettings(env)).toThrow(message);
  });
});

it('an object store is asked with the signature that its documentation shows', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "GET Bucket (List Objects)"
  const keys = {
    id: 'AKIAIOSFODNN7EXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  const url = new URL('http://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J');

  expect(parts.signedHeaders(url, keys, new Date('2013-05-24T00:00:00Z'))['authorization']).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date,' +
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  );
});

describe('an answer in pieces', () => {
  const byteByByte = (parse: (received: Buffer) => unknown, bytes: Buffer) =>
    Array.from({ length: bytes.length }, (_, index) => parse(bytes.subarray(0, index + 1)));

  const valkeyAnswers = (received: Buffer) => parts.parseRedisAnswers(received, 2);

  it.each<[string, (received: Buffer) => unknown, Buffer, unknown]>([
    ['PostgreSQL error', parts.parsePostgresqlAnswer, postgresqlError('57P03', 'é'), { code: '57P03', message: 'é' }],
    ['PostgreSQL request', parts.parsePostgresqlAnswer, authenticationRequest, {}],
    ['NATS greeting', parts.parseNatsGreeting, Buffer.from('INFO {"jetstream":true} \r\n'), { jetstream: true }],
    ['Valkey answers', valkeyAnswers, Buffer.from('+OK\r\n+PONG\r\n'), ['+OK', '+PONG']],
    ['Valkey error', valkeyAnswers, Buffer.from('-NOAUTH x\r\n'), ['-NOAUTH x']],
  ])('is understood when complete and not before: %s', (_, parse, bytes, expected) => {
    const seen = byteByByte(parse, bytes);

    expect(seen.at(-1)).toEqual(expected);
    expect(seen.slice(0, -1).filter((answer) => answer !== undefined)).toEqual([]);
  });

  it('is found by JetStream among other messages, counted in bytes', () => {
    const payload = '{"error":{"description":"nö"}}';
    const bytes = Buffer.from(`PING\r\nINFO {}\r\nMSG _INBOX.1 1 ${Buffer.byteLength(payload)}\r\n${payload}`);

    const seen = byteByByte((received) => parts.parseJetStreamAnswer(received), bytes);

    expect(seen.at(-1)).toBe('nö');
    expect(seen.slice(0, -1).filter((answer) => answer !== undefined)).toEqual([]);
  });
});

describe('a reason', () => {
  it.each([
    [
      Object.assign(new Error('getaddrinfo EAI_AGAIN db'), { code: 'EAI_AGAIN' }),
      'the name does not resolve (EAI_AGAIN)',
    ],
    [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'connection refused'],
    [Object.assign(new AggregateError([]), { code: 'ENETUNREACH' }), 'ENETUNREACH'],
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'connection reset'],
    [new Error('it answers with status 503'), 'it answers with status 503'],
  ])('is short: %s', (error, expected) => {
    expect(parts.describe(error)).toBe(expected);
  });
});
