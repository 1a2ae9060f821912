// @ts-check
/**
 * Exports to Prometheus when the certificates of servers expire, which no server says of itself.
 *
 *   node export-certificates.mjs
 *
 * Environment:
 *   CERTIFICATE_SERVERS            a line for each server: its name, a space, and a URL, whose scheme says how TLS begins:
 *     https://host, grpcs://host     at once
 *     postgresql://host:5432         after the server was asked for it
 *     tls://host:4222                after NATS has greeted
 *   CERTIFICATE_INTERVAL_SECONDS   pause between two looks at a server, default 300
 *   CERTIFICATE_TIMEOUT_SECONDS    how long a server may take to answer, default 10
 *   CERTIFICATE_PORT               where /metrics is served, default 9793
 *
 * A certificate is read, not verified: whoever uses the server does that. While a server does not answer, what was last
 * seen of it is exported on, since an outage makes no certificate last longer.
 *
 * Exit codes: 0 stopped by SIGTERM; 2 wrong environment.
 */
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { describe, parseNatsGreeting, receive, secure, securePostgresql, talk } from './conversation.mjs';

/**
 * @typedef {import('node:net').Socket} Socket
 * @typedef {(socket: Socket, host: string) => Promise<import('node:tls').TLSSocket>} Beginning
 * @typedef {{ name: string, host: string, port: number, begin: Beginning }} Server
 * @typedef {{ notBefore: number, notAfter: number }} Certificate in seconds since 1970
 * @typedef {{ server: Server, certificate?: Certificate, problem?: string }} Look what was last seen, and what went wrong
 * @typedef {{ servers: Server[], interval: number, timeout: number, port: number }} Settings in seconds
 */

/** @type {(alpn: string[]) => Beginning} */
const atOnce = (alpn) => (socket, host) => Promise.resolve(secure(socket, host, alpn));

/** How TLS begins, and the usual port, by the scheme of a URL. @type {Record<string, { begin: Beginning, port: number }>} */
const protocols = {
  'https:': { begin: atOnce(['http/1.1']), port: 443 },
  'grpcs:': { begin: atOnce(['h2']), port: 443 },
  'postgresql:': { begin: withinPostgresql, port: 5432 },
  'tls:': { begin: withinNats, port: 4222 },
};

/** @type {Beginning} */
async function withinPostgresql(socket, host) {
  const secured = await securePostgresql(socket, host);
  if (secured === undefined) throw new Error('it offers no TLS');
  return secured;
}

/** @type {Beginning} */
async function withinNats(socket, host) {
  const { tls_required: wantsTls } = await receive(socket, parseNatsGreeting);
  if (wantsTls !== true) throw new Error('it offers no TLS');
  return secure(socket, host);
}

/** The certificate that a server shows. @param {Server} server @param {number} timeout @returns {Promise<Certificate>} */
const certificateOf = (server, timeout) =>
  talk(server, timeout, async (socket) => {
    const secured = await server.begin(socket, server.host);
    await once(secured, 'secureConnect');
    const certificate = secured.getPeerX509Certificate();
    if (certificate === undefined) throw new Error('it shows no certificate');
    const seconds = (/** @type {string} */ date) => Date.parse(date) / 1000;
    return { notBefore: seconds(certificate.validFrom), notAfter: seconds(certificate.validTo) };
  });

/** Looks at a server again. Only what has changed is logged. @param {Look} look @param {number} timeout */
async function lookAgain(look, timeout) {
  const { name, host, port } = look.server;
  const before = { ...look };
  try {
    look.certificate = await certificateOf(look.server, timeout);
    delete look.problem;
    const { notAfter } = look.certificate;
    if (before.problem !== undefined || before.certificate?.notAfter !== notAfter)
      console.log(`${name} at ${host}:${port}: its certificate expires at ${new Date(notAfter * 1000).toISOString()}`);
  } catch (error) {
    look.problem = describe(error);
    if (before.problem !== look.problem) console.log(`${name} at ${host}:${port}: no certificate: ${look.problem}`);
  }
}

/**
 * What Prometheus gets (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * @param {readonly Look[]} looks
 * @param {number} started seconds since 1970
 */
export function exposition(looks, started) {
  const metric = (/** @type {string} */ name, /** @type {string} */ help, /** @type {string[]} */ samples) =>
    `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.map((sample) => `${name}${sample}\n`).join('')}`;
  const ofServers = (/** @type {(look: Look) => number | undefined} */ valueOf) =>
    looks.flatMap((look) => {
      const value = valueOf(look);
      const endpoint = `${look.server.host}:${look.server.port}`;
      return value === undefined ? [] : [`{server="${look.server.name}",endpoint="${endpoint}"} ${value}`];
    });
  // Nothing is said of a server before the first look at it has ended.
  const succeeded = (/** @type {Look} */ { certificate, problem }) =>
    problem !== undefined ? 0 : certificate === undefined ? undefined : 1;
  return [
    metric(
      'certificate_not_after_timestamp_seconds',
      'When the certificate of a server expires.',
      ofServers(({ certificate }) => certificate?.notAfter),
    ),
    metric(
      'certificate_not_before_timestamp_seconds',
      'Since when the certificate of a server is valid.',
      ofServers(({ certificate }) => certificate?.notBefore),
    ),
    metric(
      'certificate_look_succeeded',
      'Whether the last look at a server showed its certificate: 1 or 0.',
      ofServers(succeeded),
    ),
    metric('process_start_time_seconds', 'When this program was started.', [` ${started}`]),
  ].join('');
}

/**
 * Reads the settings.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Error} naming the variable that is wrong
 */
export function readSettings(env) {
  const positive = (/** @type {string} */ name, /** @type {number} */ fallback) => {
    const value = Number(env[name] ?? fallback);
    if (!(value > 0 && value < 1e6)) throw new Error(`${name}: must be a number above 0`);
    return value;
  };
  const lines = (env['CERTIFICATE_SERVERS'] ?? '').split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new Error('CERTIFICATE_SERVERS: names no server');
  return {
    servers: lines.map(readServer),
    interval: positive('CERTIFICATE_INTERVAL_SECONDS', 300),
    timeout: positive('CERTIFICATE_TIMEOUT_SECONDS', 10),
    port: positive('CERTIFICATE_PORT', 9793),
  };
}

/** @param {string} line @returns {Server} */
function readServer(line) {
  const [, name, text = ''] = /^([a-z0-9-]+) (\S+)$/.exec(line.trim()) ?? [];
  if (name === undefined || !URL.canParse(text))
    throw new Error(`CERTIFICATE_SERVERS: "${line}" is no name and URL such as "store https://store:9000"`);
  const { protocol: scheme, hostname, port } = new URL(text);
  const protocol = protocols[scheme];
  const known = Object.keys(protocols).join(' ');
  if (protocol === undefined)
    throw new Error(`CERTIFICATE_SERVERS: ${name}: the scheme ${scheme} is unknown; known are ${known}`);
  return { name, host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port) || protocol.port, begin: protocol.begin };
}

async function main() {
  process.once('SIGTERM', () => process.exit(0)); // As process 1 of a container Node would ignore it otherwise.
  const started = Date.now() / 1000;
  /** @type {Settings} */
  let settings;
  try {
    settings = readSettings(process.env);
  } catch (error) {
    console.error(`error: ${/** @type {Error} */ (error).message}`);
    process.exit(2);
  }
  /** @type {Look[]} */
  const looks = settings.servers.map((server) => ({ server }));
  createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end('metrics are at /metrics\n');
    return response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(exposition(looks, started));
  }).listen(settings.port, () => console.log(`metrics are served at port ${settings.port}`));
  for (;;) {
    await Promise.all(looks.map((look) => lookAgain(look, settings.timeout)));
    await sleep(settings.interval * 1000);
  }
}

// A ConfigMap mounts its files as symbolic links, hence the real path.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
