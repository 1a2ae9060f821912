// @ts-check
/**
 * Takes connections of NATS clients in the same pod, and continues them at a NATS server with what the clients cannot do
 * themselves: a login, TLS, and patience with requests that a server does not answer. Everything else passes unchanged. Runs as a
 * sidecar.
 *
 *   node nats-proxy.mjs            listens at 127.0.0.1, port 4222
 *   node nats-proxy.mjs --probe    asks whether it listens
 *
 * Environment:
 *   NATS_SERVER_URL                    nats://host:port, or tls://host:port for a server with TLS. A server that requires TLS gets
 *                                      it in either case, and its certificate is verified
 *   NATS_USERNAME, NATS_PASSWORD       the login; without a user name there is none
 *   NATS_LOGIN_SOURCE                  where the password comes from, for the log
 *   NATS_PROXY_PORT                    default 4222
 *   NATS_PROXY_TIMEOUT_SECONDS         how long the server may take to answer, default 4, which is below what clients wait
 *   NATS_PROXY_LOG_INTERVAL_SECONDS    after which a problem that lasts is logged again, default 60
 *   NATS_PROXY_REPEAT_SECONDS          how long a request about a stream may be without an answer before it is repeated, default 2
 *   NODE_EXTRA_CA_CERTS                file with private certificate authorities, which Node.js reads itself
 *
 * Exit codes: 0 stopped by SIGTERM; 1 it cannot listen, or --probe found that it does not; 2 wrong environment.
 */
import { once } from 'node:events';
import * as net from 'node:net';

import { describe } from './conversation.mjs';
import { connectWithLogin, firstLine } from './nats-protocol.mjs';
import { ignoreErrors, reach, within } from './nats-server.mjs';
import { ClientStream, ServerStream } from './nats-streams.mjs';
import { demand, FailedError, positive, runWhenStarted } from './program.mjs';

/**
 * @typedef {{ host: string, port: number, secure: boolean, login: { user: string, pass: string } | undefined,
 *   loginSource: string, listenPort: number, timeout: number, logInterval: number, repeatInterval: number }} Settings in
 *   seconds
 */

/**
 * Reads the settings.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 */
export function readSettings(env) {
  const text = env['NATS_SERVER_URL'] ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = url !== undefined && ['nats:', 'tls:'].includes(url.protocol) && url.hostname !== '';
  demand(known, 'NATS_SERVER_URL: must be a URL such as nats://host:4222 or tls://host:4222');
  demand(url.username === '', 'NATS_SERVER_URL: must not hold a login, which NATS_USERNAME and NATS_PASSWORD are for');
  const user = env['NATS_USERNAME'] ?? '';
  const pass = env['NATS_PASSWORD'] ?? '';
  demand(user === '' || pass !== '', 'NATS_PASSWORD: is needed with NATS_USERNAME');
  return {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: Number(url.port) || 4222,
    secure: url.protocol === 'tls:',
    login: user === '' ? undefined : { user, pass },
    loginSource: env['NATS_LOGIN_SOURCE'] ?? 'NATS_PASSWORD',
    listenPort: positive(env, 'NATS_PROXY_PORT', 4222),
    timeout: positive(env, 'NATS_PROXY_TIMEOUT_SECONDS', 4),
    logInterval: positive(env, 'NATS_PROXY_LOG_INTERVAL_SECONDS', 60),
    repeatInterval: positive(env, 'NATS_PROXY_REPEAT_SECONDS', 2),
  };
}

/**
 * Logs problems of a server, but not the same one for each attempt of each client.
 * @param {string} peer what the log calls the server
 * @param {number} interval seconds
 */
function problemLog(peer, interval) {
  let last = '';
  let time = -Infinity;
  return {
    /** @param {string} problem */
    failed(problem) {
      const now = performance.now() / 1000;
      if (problem === last && now - time < interval) return;
      [last, time] = [problem, now];
      console.error(`error: ${peer} ${problem}`);
    },
    answered() {
      if (last !== '') console.log(`${peer} answers again`);
      last = '';
    },
  };
}

/**
 * Joins a client and a server until one of them ends; what is on its way then still arrives.
 * @param {net.Socket} client
 * @param {ClientStream} fromClient
 * @param {net.Socket} server
 * @param {ServerStream} fromServer
 */
function join(client, fromClient, server, fromServer) {
  client.pipe(fromClient).pipe(server);
  server.pipe(fromServer).pipe(client);
  const stop = () => {
    client.destroy();
    fromClient.destroy();
    server.destroy();
  };
  for (const stream of [client, fromClient, server, fromServer]) stream.on('error', stop);
  server.on('close', () => {
    if (!server.readableEnded) client.destroy();
  });
  client.on('close', () => {
    server.unpipe(fromServer);
    server.resume(); // To see its end.
    fromClient.end();
    setTimeout(() => server.destroy(), 5000).unref();
  });
}

/**
 * Serves one client.
 * @param {net.Socket} client
 * @param {Settings} settings
 * @param {ReturnType<typeof problemLog>} log
 */
async function serve(client, settings, log) {
  client.on('error', ignoreErrors);
  /** @type {Awaited<ReturnType<typeof reach>>} */
  let reached;
  try {
    reached = await reach(settings);
  } catch (error) {
    const problem = `cannot be used: ${describe(error)}`;
    log.failed(problem);
    // Clients that expect INFO log what they get instead.
    client.end(`-ERR 'NATS at ${settings.host}:${settings.port} ${problem.replaceAll("'", '"')}'\r\n`);
    return;
  }
  const { stream: server, rest, info } = reached;
  try {
    client.write(info);
    const first = await within(settings.timeout, firstLine(client), () => 'no CONNECT');
    const remedy =
      settings.login === undefined ? 'set nats.auth.enabled' : `check nats.auth.username and ${settings.loginSource}`;
    const fromClient = new ClientStream(settings.repeatInterval);
    const fromServer = new ServerStream({
      answered: log.answered,
      delivered: (subject) => fromClient.answered(subject),
      failed: (problem) => {
        if (/^authorization|authentication/i.test(problem)) log.failed(`refuses the login (${problem}): ${remedy}`);
      },
    });
    server.write(connectWithLogin(first.line, settings.login));
    fromClient.write(first.rest);
    fromServer.write(rest);
    join(client, fromClient, server, fromServer);
  } catch {
    // It left, or does not speak the protocol.
    client.destroy();
    server.destroy();
  }
}

/** Listens until the program is stopped. @param {Settings} settings @returns {Promise<never>} */
async function listen(settings) {
  const peer = `NATS at ${settings.host}:${settings.port}`;
  const log = problemLog(peer, settings.logInterval);
  const proxy = net.createServer({ noDelay: true }, (client) => void serve(client, settings, log));
  proxy.listen(settings.listenPort, '127.0.0.1', () => {
    const ways = [...(settings.login === undefined ? [] : ['a login']), ...(settings.secure ? ['TLS'] : [])];
    console.log(`127.0.0.1:${settings.listenPort} leads to ${peer} with ${ways.join(' and ') || 'what it asks for'}`);
  });
  const [error] = await once(proxy, 'error');
  throw new FailedError(`cannot listen: ${describe(error)}`);
}

/** Whether the program listens. @param {Settings} settings @returns {Promise<number>} the exit code */
const probe = ({ listenPort }) =>
  new Promise((resolve) => {
    net
      .connect(listenPort, '127.0.0.1')
      .once('connect', () => resolve(0))
      .once('error', () => resolve(1));
  });

await runWhenStarted(
  import.meta.url,
  (env, args) => (args.includes('--probe') ? probe(readSettings(env)) : listen(readSettings(env))),
  { terminated: 0 },
);
