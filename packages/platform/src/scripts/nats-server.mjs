// @ts-check
/**
 * How a proxy connects to a NATS server: TCP, the greeting, and TLS, all before the client's CONNECT.
 */
import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';

import { parseNatsGreeting } from './conversation.mjs';
import { firstLine, infoForClient } from './nats-protocol.mjs';

/** For sockets whose errors are handled where their effect is awaited. */
export const ignoreErrors = () => undefined;

/**
 * Limits the time that something may take.
 * @template Result
 * @param {number} seconds
 * @param {Promise<Result>} promise
 * @param {() => string} problem
 * @returns {Promise<Result>}
 */
export async function within(seconds, promise, problem) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${problem()} in ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Reasons why Node.js does not trust a certificate that another authority would make trusted. */
const untrusted = /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/;

/** TLS over a connection to a server whose certificate must be right. @param {net.Socket} socket @param {string} host */
async function secure(socket, host) {
  const names = net.isIP(host) === 0 ? { servername: host } : {};
  const stream = tls.connect({ socket, host, ...names }).on('error', ignoreErrors);
  try {
    await once(stream, 'secureConnect');
    return stream;
  } catch (error) {
    const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
    const remedy = 'add its authority to the Secret of trustedCertificates.secretName';
    throw untrusted.test(code) ? new Error(`its certificate is not trusted (${code}); ${remedy}`) : error;
  }
}

/**
 * Connects to the server up to the point where the client's CONNECT is due.
 * @param {{ host: string, port: number, secure: boolean, timeout: number }} settings `timeout` in seconds
 */
export async function reach({ host, port, secure: wanted, timeout }) {
  // The default of 250 ms per address is too short for servers that are far away.
  const options = { host, port, noDelay: true, autoSelectFamilyAttemptTimeout: (timeout * 1000) / 2 };
  const socket = net.connect(options).on('error', ignoreErrors);
  let state = 'no connection';
  const greet = async () => {
    await once(socket, 'connect');
    state = 'connected, no answer';
    const { line, rest } = await firstLine(socket);
    const info = parseNatsGreeting(Buffer.from(line));
    if (wanted && !info?.tls_required && !info?.tls_available)
      throw new Error('it offers no TLS, which nats.external.tls asks for');
    const stream = wanted || info?.tls_required ? await secure(socket, host) : socket;
    return { stream, rest, info: infoForClient(line.slice('INFO '.length)) };
  };
  try {
    return await within(timeout, greet(), () => state);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
