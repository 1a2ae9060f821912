// @ts-check
/**
 * When the certificates of servers expire, which no server says of itself: a part of export-release.mjs, where the
 * variables are described.
 *
 * A certificate is read, not verified: whoever uses the server does that. While a server does not answer, what was last
 * seen of it is exported on, since an outage makes no certificate last longer.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, parseNatsGreeting, receive, secure, securePostgresql, talk } from './conversation.mjs';
import { linesOf, watching } from './exposition.mjs';
import { demand, InputError, positive } from './program.mjs';

/**
 * @typedef {import('./exposition.mjs').Watch} Watch
 * @typedef {import('node:net').Socket} Socket
 * @typedef {(socket: Socket, host: string) => Promise<import('node:tls').TLSSocket>} Beginning
 * @typedef {{ name: string, host: string, port: number, begin: Beginning }} Server
 * @typedef {{ notBefore: number, notAfter: number }} Certificate in seconds since 1970
 */

/** @type {(alpn: string[]) => Beginning} */
const atOnce = (alpn) => (socket, host) => Promise.resolve(secure(socket, host, alpn));

/** How TLS begins, and the usual port, by the scheme of a URL. @type {Record<string, { begin: Beginning, port: number }>} */
const protocols = {
  'https:': { begin: atOnce(['http/1.1']), port: 443 },
  'grpcs:': { begin: atOnce(['h2']), port: 443 },
  'rediss:': { begin: atOnce([]), port: 6379 },
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
  const { tls_required: wantsTls, tls_available: hasTls } = await receive(socket, parseNatsGreeting);
  if (wantsTls !== true && hasTls !== true) throw new Error('it offers no TLS');
  return secure(socket, host);
}

/** The certificate that a server shows. @param {Server} server @param {number} timeout @returns {Promise<Certificate>} */
const certificateOf = (server, timeout) =>
  talk(server, timeout, async (socket) => {
    const secured = await server.begin(socket, server.host);
    await once(secured, 'secureConnect');
    const certificate = secured.getPeerX509Certificate();
    if (certificate === undefined) throw new Error('it shows no certificate');
    // Ended in order, since servers complain in their logs of what breaks off; but for a second at most.
    secured.resume().end();
    await Promise.race([new Promise((resolve) => secured.once('close', resolve)), sleep(1000)]);
    const seconds = (/** @type {string} */ date) => Date.parse(date) / 1000;
    return { notBefore: seconds(certificate.validFrom), notAfter: seconds(certificate.validTo) };
  });

/**
 * Watches the certificate of a server.
 * @param {Server} server
 * @param {{ interval: number, timeout: number }} timing seconds
 * @returns {Watch}
 */
function watch(server, { interval, timeout }) {
  const labels = { server: server.name, endpoint: `${server.host}:${server.port}` };
  return watching({
    subject: `${server.name} at ${labels.endpoint}`,
    interval,
    look: () => certificateOf(server, timeout),
    tell: ({ notAfter }) => `its certificate expires at ${new Date(notAfter * 1000).toISOString()}`,
    tellProblem: (error) => `no certificate: ${describe(error)}`,
    samples: (certificate, succeeded) => [
      { metric: 'certificate_not_after_timestamp_seconds', labels, value: certificate?.notAfter },
      { metric: 'certificate_not_before_timestamp_seconds', labels, value: certificate?.notBefore },
      { metric: 'certificate_look_succeeded', labels, value: succeeded },
    ],
  });
}

/**
 * Reads which servers are to be looked at.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Watch[]}
 * @throws {InputError} naming the variable that is wrong
 */
export function watchCertificates(env) {
  const timing = {
    interval: positive(env, 'CERTIFICATE_INTERVAL_SECONDS', 300),
    timeout: positive(env, 'CERTIFICATE_TIMEOUT_SECONDS', 10),
  };
  return linesOf(env, 'CERTIFICATE_SERVERS').map((line) => watch(readServer(line), timing));
}

/** @param {string} line @returns {Server} */
export function readServer(line) {
  const [, name, text = ''] = /^([a-z0-9-]+) (\S+)$/.exec(line.trim()) ?? [];
  if (name === undefined || !URL.canParse(text))
    throw new InputError(`CERTIFICATE_SERVERS: "${line}" is no name and URL such as "store https://store:9000"`);
  const { protocol: scheme, hostname, port } = new URL(text);
  const protocol = protocols[scheme];
  const known = Object.keys(protocols).join(' ');
  demand(protocol, `CERTIFICATE_SERVERS: ${name}: the scheme ${scheme} is unknown; known are ${known}`);
  return { name, host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port) || protocol.port, begin: protocol.begin };
}
