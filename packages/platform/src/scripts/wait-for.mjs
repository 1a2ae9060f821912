// @ts-check
/**
 * Waits until a dependency answers in its own protocol, for a bounded time. Runs as an init container.
 *
 *   node wait-for.mjs
 *
 * Environment:
 *   WAIT_FOR_URL   what to wait for:
 *     postgresql://host:5432     answers a start-up message, other than that it is still starting (postgres:// too)
 *     nats://host:4222           greets, has JetStream, and JetStream's API answers where the server lets us ask: without
 *                                authentication, or with NATS_USERNAME and NATS_PASSWORD, and without TLS. tls:// as NATS
 *                                clients write it: greets and has JetStream
 *     redis://host:6379          answers PING with PONG, after AUTH where the URL has user:password@. rediss:// answers PING,
 *                                also with a request to authenticate
 *     http://host/path, https:// answers with a status from 200 to below WAIT_FOR_HTTP_STATUS_BELOW; follows no redirect
 *     s3://host:9000/bucket, s3s:// lets the owner of the access key look into the bucket, or at least knows the key. Asks with
 *                                AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION
 *     grpc://host:6334, grpcs:// sends HTTP/2 settings
 *     tcp://host:port            accepts a connection
 *   WAIT_FOR_NAME                     what the log calls it, default: the URL's scheme
 *   WAIT_FOR_TIMEOUT_SECONDS          default 600
 *   WAIT_FOR_INTERVAL_SECONDS         pause between two attempts, default 2
 *   WAIT_FOR_ATTEMPT_TIMEOUT_SECONDS  default 5
 *   WAIT_FOR_LOG_INTERVAL_SECONDS     between two lines of the log, default 15
 *   WAIT_FOR_HTTP_STATUS_BELOW        default 400; 500 also takes refusals such as 403 of an object store
 *   WAIT_FOR_NATS_JETSTREAM           "false": the greeting is enough, default "true"
 *
 * Certificates are not verified: nothing secret is sent over TLS here, an answer of any server only ends the waiting, and
 * the program that connects afterwards verifies with the authorities that it knows.
 *
 * Exit codes: 0 it answered; 1 it did not in time; 2 wrong environment; 143 stopped by SIGTERM.
 */
import { createHash, createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  describe,
  longestAnswer,
  parseNatsGreeting,
  receive,
  secure,
  securePostgresql,
  talk,
} from './conversation.mjs';
import { demand, positive, runWhenStarted } from './program.mjs';

/**
 * @typedef {{ url: URL, host: string, port: number, name: string, timeout: number, interval: number,
 *   attemptTimeout: number, logInterval: number, httpStatusBelow: number, jetStream: boolean,
 *   storeKeys: StoreKeys, natsLogin: { user: string, pass: string } | undefined }} Settings in seconds
 * @typedef {{ id: string, secret: string, region: string }} StoreKeys
 * @typedef {(socket: import('node:net').Socket, settings: Settings) => Promise<void>} Conversation fails with the reason to wait on
 * @typedef {{ converse: Conversation, defaultPort?: number, tls?: string[] }} Protocol `tls` lists the ALPN protocols
 */

/** @type {Record<string, Protocol>} */
const protocols = {
  'postgresql:': { converse: withPostgresql, defaultPort: 5432 },
  'postgres:': { converse: withPostgresql, defaultPort: 5432 },
  'nats:': { converse: withNats, defaultPort: 4222 },
  'tls:': { converse: withNats, defaultPort: 4222 },
  'redis:': { converse: withRedis, defaultPort: 6379 },
  'rediss:': { converse: withRedis, defaultPort: 6379, tls: [] },
  'http:': { converse: withHttp, defaultPort: 80 },
  'https:': { converse: withHttp, defaultPort: 443, tls: ['http/1.1'] },
  's3:': { converse: withStore, defaultPort: 80 },
  's3s:': { converse: withStore, defaultPort: 443, tls: ['http/1.1'] },
  'grpc:': { converse: withGrpc, defaultPort: 80 },
  'grpcs:': { converse: withGrpc, defaultPort: 443, tls: ['h2'] },
  'tcp:': { converse: () => Promise.resolve() },
};

/** @type {Conversation} */
async function withPostgresql(plain, { url, host }) {
  const socket = (await securePostgresql(plain, host)) ?? plain;
  const user = decodeURIComponent(url.username) || 'wait-for';
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  const parameters = ['user', user, 'database', database, 'application_name', 'wait-for', '', ''].join('\0');
  const message = Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 3, 0, 0]), Buffer.from(parameters)]);
  message.writeInt32BE(message.length);
  socket.write(message);
  const answer = await receive(socket, parsePostgresqlAnswer);
  // 57P01 to 57P03: shutting down, crashed, starting; 53300: too many connections.
  if (answer.code !== undefined && /^(57P|53300)/.test(answer.code))
    throw new Error(`it answers: ${answer.message} (${answer.code})`);
  socket.end();
}

/**
 * The answer to a start-up message: a request to authenticate, or an error with its SQLSTATE code.
 * @param {Buffer} received
 * @returns {{ code?: string, message?: string } | undefined} undefined: not yet complete
 */
export function parsePostgresqlAnswer(received) {
  const type = received.toString('latin1', 0, 1);
  if (type !== 'R' && type !== 'E') throw new Error('it does not speak the PostgreSQL protocol');
  if (received.length < 5 || received.length < 1 + received.readInt32BE(1)) return undefined;
  if (type === 'R') return {};
  const fields = received.toString('utf8', 5, 1 + received.readInt32BE(1)).split('\0');
  const field = (/** @type {string} */ letter) => fields.find((text) => text.startsWith(letter))?.slice(1) ?? 'unknown';
  return { code: field('C'), message: field('M') };
}

/** @type {Conversation} */
async function withNats(socket, { jetStream, natsLogin }) {
  const info = await receive(socket, parseNatsGreeting);
  if (!jetStream) return;
  if (info.jetstream !== true) throw new Error('it answers, but JetStream is not enabled');
  // Without credentials, or before TLS (whose certificate is not verified here), there is no more to ask.
  if (info.tls_required === true || (info.auth_required === true && natsLogin === undefined)) return;
  const inbox = `_INBOX.wait-for.${Math.random().toString(36).slice(2)}`;
  const options = {
    verbose: false,
    pedantic: false,
    lang: 'javascript',
    version: '1',
    name: 'wait-for',
    ...natsLogin,
  };
  socket.write(`CONNECT ${JSON.stringify(options)}\r\nSUB ${inbox} 1\r\nPUB $JS.API.INFO ${inbox} 0\r\n\r\n`);
  const problem = await receive(socket, parseJetStreamAnswer);
  if (problem !== '') throw new Error(`it answers: ${problem}`);
}

/**
 * What the NATS server says after the question to JetStream's API: '' when it is well.
 * @param {Buffer} received
 * @returns {string | undefined} undefined: not yet complete
 */
export function parseJetStreamAnswer(received) {
  const text = received.toString('latin1'); // One character a byte, as NATS counts.
  const refusal = /^-ERR '(.*)'\r\n/m.exec(text)?.[1];
  // A user that may not ask can still be one that may work.
  if (refusal !== undefined) return refusal.startsWith('Permissions Violation') ? '' : refusal;
  const message = /^MSG \S+ 1 (?:\S+ )?(\d+)\r\n/m.exec(text);
  const start = message === null ? 0 : message.index + message[0].length;
  const end = start + Number(message?.[1]);
  if (message === null || text.length < end) return undefined;
  /** @type {{ error?: { description?: string } }} */
  const answer = JSON.parse(received.toString('utf8', start, end));
  return answer.error === undefined ? '' : (answer.error.description ?? 'JetStream is not available');
}

/** Valkey and Redis: https://valkey.io/topics/protocol/ @type {Conversation} */
async function withRedis(socket, { url }) {
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const usesTls = url.protocol === 'rediss:';
  // The certificate is not verified here, so the server does not get the password.
  const login = usesTls || password === '' ? [] : [['AUTH', user || 'default', password]];
  const commands = [...login, ['PING']];
  socket.write(commands.map(redisCommand).join(''));
  const answers = await receive(socket, (received) => parseRedisAnswers(received, commands.length));
  const problem = answers.find((answer) => answer.startsWith('-'));
  if (problem === undefined || (usesTls && problem.startsWith('-NOAUTH'))) return;
  throw new Error(`it answers: ${problem.slice(1)}`);
}

/** A command as an array of strings, each after its length in bytes. @param {string[]} words */
const redisCommand = (words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/**
 * The answers of a Valkey or Redis server, a line each: `+OK`, `+PONG`, or `-` and an error.
 * @param {Buffer} received
 * @param {number} count
 * @returns {string[] | undefined} undefined: not yet complete
 */
export function parseRedisAnswers(received, count) {
  const text = received.toString('utf8');
  if (!/^[+-]/.test(text)) throw new Error('it does not speak the Redis protocol');
  const lines = text.split('\r\n').slice(0, -1);
  // An error ends a conversation: a server that wants TLS or is full closes the connection after it.
  return lines.length >= count || lines.some((line) => line.startsWith('-')) ? lines : undefined;
}

/** @type {Conversation} */
async function withHttp(socket, { url, httpStatusBelow }) {
  const options = { createConnection: () => socket, path: url.pathname + url.search, headers: { Host: url.host } };
  /** @type {number} */
  const status = await new Promise((resolve, reject) =>
    http.get(options, (response) => resolve(response.statusCode ?? 0)).on('error', reject),
  );
  if (status < 200 || status >= httpStatusBelow) throw new Error(`it answers with status ${status}`);
}

/** @type {Conversation} */
async function withStore(socket, { url, storeKeys }) {
  const target = new URL(`http://${url.host}${url.pathname}?list-type=2&max-keys=0`);
  const options = {
    createConnection: () => socket,
    path: target.pathname + target.search,
    headers: signedHeaders(target, storeKeys, new Date()),
  };
  /** @type {http.IncomingMessage} */
  const response = await new Promise((resolve, reject) => http.get(options, resolve).on('error', reject));
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += part;
    if (text.length > longestAnswer) throw new Error('it sends without end');
  }
  if (response.statusCode === 200) return;
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  // The owner of a key that may not look can still be one that may read and write.
  if (code === 'AccessDenied') return;
  throw new Error(`it answers with status ${response.statusCode}${code === undefined ? '' : ` (${code})`}`);
}

/**
 * Headers that prove who asks an object store for a page, by Signature Version 4:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @param {URL} url its parameters in the order of their names
 * @param {StoreKeys} keys
 * @param {Date} now
 * @returns {Record<string, string>}
 */
export function signedHeaders({ host, pathname, search }, { id, secret, region }, now) {
  const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
  const hmac = (/** @type {string | Buffer} */ key, /** @type {string} */ text) =>
    createHmac('sha256', key).update(text).digest();
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  /** @type {Record<string, string>} */
  const headers = { host, 'x-amz-content-sha256': sha256(''), 'x-amz-date': time };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const request = ['GET', pathname, search.slice(1), ...lines, '', names, sha256('')].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce(hmac, /** @type {string | Buffer} */ (`AWS4${secret}`));
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope.join('/')},SignedHeaders=${names},Signature=${signature}`;
  return { ...headers, authorization };
}

/** @type {Conversation} */
async function withGrpc(socket, { url }) {
  const session = http2.connect(`http://${url.host}`, { createConnection: () => socket });
  await new Promise((resolve, reject) => {
    session.on('error', reject).once('remoteSettings', resolve);
    session.once('close', () => reject(new Error('it closed the connection without an answer')));
  });
}

/** One attempt; fails with the reason to go on waiting. @param {Settings} settings */
function attempt(settings) {
  const { host, url, attemptTimeout } = settings;
  const { converse, tls: alpn } = /** @type {Protocol} */ (protocols[url.protocol]);
  return talk(settings, attemptTimeout, (socket) =>
    converse(alpn === undefined ? socket : secure(socket, host, alpn), settings),
  );
}

/**
 * Reads the settings.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {InputError} naming the variable that is wrong
 */
export function readSettings(env) {
  const jetStream = env['WAIT_FOR_NATS_JETSTREAM'] ?? 'true';
  demand(['true', 'false'].includes(jetStream), 'WAIT_FOR_NATS_JETSTREAM: must be "true" or "false"');
  const text = env['WAIT_FOR_URL'] ?? '';
  demand(URL.canParse(text), 'WAIT_FOR_URL: must be a URL such as postgresql://host:5432');
  const url = new URL(text);
  const protocol = protocols[url.protocol];
  const known = Object.keys(protocols).join(' ');
  demand(protocol, `WAIT_FOR_URL: the scheme ${url.protocol} is unknown; known are ${known}`);
  const port = Number(url.port) || protocol.defaultPort;
  demand(url.hostname, 'WAIT_FOR_URL: lacks a host');
  demand(port, `WAIT_FOR_URL: lacks a port, which ${url.protocol}// needs`);
  return {
    url,
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port,
    name: env['WAIT_FOR_NAME'] ?? url.protocol.slice(0, -1),
    timeout: positive(env, 'WAIT_FOR_TIMEOUT_SECONDS', 600),
    interval: positive(env, 'WAIT_FOR_INTERVAL_SECONDS', 2),
    attemptTimeout: positive(env, 'WAIT_FOR_ATTEMPT_TIMEOUT_SECONDS', 5),
    logInterval: positive(env, 'WAIT_FOR_LOG_INTERVAL_SECONDS', 15),
    httpStatusBelow: positive(env, 'WAIT_FOR_HTTP_STATUS_BELOW', 400),
    jetStream: jetStream === 'true',
    storeKeys: storeKeys(env, url),
    natsLogin: natsLogin(env),
  };
}

/** How NATS is asked. @param {NodeJS.ProcessEnv} env */
function natsLogin({ NATS_USERNAME: user = '', NATS_PASSWORD: pass = '' }) {
  return user === '' ? undefined : { user, pass };
}

/** With what an object store is asked; empty for everything else. @param {NodeJS.ProcessEnv} env @param {URL} url */
function storeKeys(env, url) {
  const isStore = ['s3:', 's3s:'].includes(url.protocol);
  demand(!isStore || url.pathname.length > 1, 'WAIT_FOR_URL: lacks a bucket, as in s3://host/bucket');
  const read = (/** @type {string} */ name) => {
    const value = env[name] ?? '';
    demand(!isStore || value !== '', `${name}: is needed to look into a bucket`);
    return value;
  };
  return { id: read('AWS_ACCESS_KEY_ID'), secret: read('AWS_SECRET_ACCESS_KEY'), region: read('AWS_REGION') };
}

/** Waits, and logs how it goes. @param {Settings} settings @returns {Promise<number>} the exit code */
export async function waitFor(settings) {
  const peer = `${settings.name} at ${settings.url.hostname}:${settings.port}`;
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  let lastLine = 0;
  console.log(`waiting for ${peer} (up to ${settings.timeout} s)`);
  for (;;) {
    try {
      await attempt(settings);
      console.log(`${peer} answered after ${elapsed().toFixed(1)} s`);
      return 0;
    } catch (error) {
      const reason = describe(error);
      const remaining = settings.timeout - elapsed();
      if (remaining <= 0) {
        const remedy = 'Check that it runs and that a NetworkPolicy lets this pod reach it, or allow it more time.';
        console.error(`error: ${peer} did not answer within ${settings.timeout} s: ${reason}. ${remedy}`);
        return 1;
      }
      if (elapsed() - lastLine >= settings.logInterval) {
        lastLine = elapsed();
        console.log(`still waiting for ${peer} after ${lastLine.toFixed(0)} s: ${reason}`);
      }
      await sleep(Math.min(settings.interval, remaining) * 1000);
    }
  }
}

await runWhenStarted(import.meta.url, (env) => waitFor(readSettings(env)));
