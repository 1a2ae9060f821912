// @ts-check
/**
 * The part of the NATS protocol that a proxy has to understand:
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import { receive } from './conversation.mjs';

/** What only concerns the connection between the proxy and the server, or leads past the proxy. */
const hiddenFields = [
  'auth_required',
  'connect_urls',
  'nonce',
  'tls_available',
  'tls_required',
  'tls_verify',
  'ws_connect_urls',
];

/**
 * What a server says about itself, for clients of the proxy.
 * @param {string} json the options of an INFO line
 */
export function infoForClient(json) {
  const fields = Object.entries(JSON.parse(json)).filter(([name]) => !hiddenFields.includes(name));
  return `INFO ${JSON.stringify(Object.fromEntries(fields))}\r\n`;
}

/**
 * A client's CONNECT line with a login.
 * @param {string} line
 * @param {{ user: string, pass: string } | undefined} login
 * @returns {string}
 */
export function connectWithLogin(line, login) {
  const json = /^CONNECT\s+(\{.*\})\s*$/is.exec(line)?.[1];
  if (json === undefined) throw new Error('the client does not speak the NATS protocol');
  return login === undefined ? line : `CONNECT ${JSON.stringify({ ...JSON.parse(json), ...login })}\r\n`;
}

/**
 * Reads the first line that a peer sends. The stream is paused afterwards.
 * @param {import('node:net').Socket} socket
 * @returns {Promise<{ line: string, rest: Buffer }>} the line with its end, and what came with it
 */
export async function firstLine(socket) {
  const answer = await receive(socket, (received) => {
    const end = received.indexOf('\n') + 1;
    return end === 0 ? undefined : { line: received.toString('utf8', 0, end), rest: received.subarray(end) };
  });
  socket.pause(); // Before the next data arrive, since nothing ran in between.
  return answer;
}
