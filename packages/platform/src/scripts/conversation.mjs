// @ts-check
/**
 * How programs of the chart talk to servers: connecting, TLS, and the beginnings of protocols.
 *
 * Certificates are not verified: these programs send nothing secret over TLS, and learn from a server no more than that it
 * answers or which certificate it shows.
 */
import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';

/** What a peer may send before it must have answered. */
export const longestAnswer = 1_000_000;

/**
 * Reads what the peer sends until `parse` finds an answer in all of it so far.
 * @template Answer
 * @param {net.Socket} socket
 * @param {(received: Buffer) => Answer | undefined} parse undefined: not yet complete
 * @returns {Promise<Answer>}
 */
export function receive(socket, parse) {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const onData = (/** @type {Buffer} */ chunk) => {
      received = Buffer.concat([received, chunk]);
      try {
        const answer = parse(received);
        if (answer === undefined && received.length < longestAnswer) return;
        socket.off('data', onData);
        if (answer === undefined) reject(new Error('it sends without end'));
        else resolve(answer);
      } catch (error) {
        reject(error);
      }
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection without an answer')));
  });
}

/** TLS over a connection, with the first of the protocols in `alpn` that the peer knows. */
export function secure(
  /** @type {net.Socket} */ socket,
  /** @type {string} */ host,
  /** @type {string[]} */ alpn = [],
) {
  const servername = net.isIP(host) === 0 ? host : '';
  const options = { socket, servername, rejectUnauthorized: false, ALPNProtocols: alpn };
  return tls.connect(options).on('error', () => undefined); // Also reported where we wait.
}

/**
 * Asks a PostgreSQL server for TLS, which begins within its protocol.
 * @param {net.Socket} plain
 * @param {string} host
 * @returns {Promise<tls.TLSSocket | undefined>} undefined: it has no TLS, and goes on without
 */
export async function securePostgresql(plain, host) {
  plain.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])); // SSLRequest, 80877103
  const offer = await receive(plain, (received) => received.toString('latin1', 0, 1));
  if (offer !== 'S' && offer !== 'N') throw new Error('it does not speak the PostgreSQL protocol');
  return offer === 'S' ? secure(plain, host) : undefined;
}

/**
 * The NATS server's first line.
 * @param {Buffer} received
 * @returns {{ jetstream?: boolean, auth_required?: boolean, tls_required?: boolean, tls_available?: boolean } | undefined}
 *   undefined: incomplete
 */
export function parseNatsGreeting(received) {
  const text = received.toString('utf8');
  const refusal = /^-ERR '(.*)'\r\n/.exec(text)?.[1];
  if (refusal !== undefined) throw new Error(`it answers: ${refusal}`);
  if (!['INFO ', '-ERR '].some((start) => start.startsWith(text.slice(0, 5))))
    throw new Error('it does not speak the NATS protocol');
  const end = text.indexOf('\r\n');
  return end < 0 ? undefined : JSON.parse(text.slice(5, end));
}

/**
 * Connects to a server and talks to it, for a bounded time.
 * @template Result
 * @param {{ host: string, port: number }} server
 * @param {number} timeout seconds
 * @param {(socket: net.Socket) => Promise<Result> | Result} converse
 * @returns {Promise<Result>}
 */
export async function talk({ host, port }, timeout, converse) {
  const socket = net.connect({ host, port }).on('error', () => undefined); // Also reported where we wait.
  const conversation = async () => {
    await once(socket, 'connect');
    return converse(socket);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    const tell = () =>
      reject(new Error(`${socket.connecting ? 'no connection' : 'connected, no answer'} in ${timeout} s`));
    timer = setTimeout(tell, timeout * 1000);
  });
  try {
    return await Promise.race([conversation(), late]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** The reason in an error, for the log. @param {unknown} error */
export function describe(error) {
  const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name does not resolve (${code})`;
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'connection reset';
  if (code.startsWith('HPE_')) return 'it does not speak HTTP';
  if (code.startsWith('ERR_HTTP2_')) return 'it does not speak HTTP/2';
  return message || code; // Several addresses failed: no message.
}
