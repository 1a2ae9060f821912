import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { Peer } from './testing/peers.js';
import { freePort, listen, tcpServer } from './testing/peers.js';
import type { Environment, RunningScript } from './testing/run-script.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';

const script = scriptPath('nats-proxy.mjs');
const login = { NATS_USERNAME: 'app', NATS_PASSWORD: 'p@ss/"word%' };

const running: (Peer | RunningScript)[] = [];
afterAll(() => {
  for (const one of running) {
    if ('close' in one) one.close();
    else one.terminate();
  }
});

async function serve(server: Server): Promise<number> {
  const peer = await listen(server);
  running.push(peer);
  return peer.port;
}

/** Starts the proxy for a server at a port. */
async function proxyOf(server: number, env: Environment = login) {
  const port = await freePort();
  const NATS_SERVER_URL = `nats://127.0.0.1:${server}`;
  const proxy = startScript(script, { NATS_SERVER_URL, NATS_PROXY_PORT: String(port), ...env });
  running.push(proxy);
  await proxy.printed(/leads to/);
  return { proxy, port };
}

/** A client that has sent something, and all that it received when the connection has ended or `until` holds. */
async function receivedBy(
  port: number,
  sends: string,
  until: (received: string) => boolean = () => false,
): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  socket.write(sends);
  let received = '';
  socket.on('data', (text: string) => {
    received += text;
    if (until(received)) socket.destroy();
  });
  await once(socket, 'close');
  return received;
}

/** A server that greets, and answers what a client says up to its first PING. */
const greeting = (answer: (said: string, socket: Socket) => void): Server =>
  tcpServer((socket) => {
    socket.write('INFO {"server_id":"N","auth_required":true,"connect_urls":["10.0.0.1:4222"]} \r\n');
    let said = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text;
      if (said.endsWith('PING\r\n')) answer(said, socket);
    });
  });

const beginning = 'CONNECT {"lang":"rust","user":null}\r\nPING\r\n';

describe.concurrent('the proxy of NATS', () => {
  it('adds the login and nothing else, and logs no password', async () => {
    const server = await serve(greeting((said, socket) => socket.end(`MSG a 1 ${said.length}\r\n${said}\r\n`)));
    const { proxy, port } = await proxyOf(server);

    const said = 'CONNECT {"lang":"rust","user":"app","pass":"p@ss/\\"word%"}\r\nPUB a 4\r\nINFO\r\nPING\r\n';
    expect(await receivedBy(port, 'CONNECT {"lang":"rust","user":null}\r\nPUB a 4\r\nINFO\r\nPING\r\n')).toBe(
      `INFO {"server_id":"N"}\r\nMSG a 1 ${said.length}\r\n${said}\r\n`,
    );

    proxy.terminate();
    expect(await proxy.ended).toEqual({
      code: 0,
      stdout: `127.0.0.1:${port} leads to NATS at 127.0.0.1:${server} with a login\n`,
      stderr: '',
    });
  });

  it('says once that the server cannot be reached, and that it answers again', async () => {
    const server = await freePort();
    const { proxy, port } = await proxyOf(server);

    const problem = 'cannot be used: connection refused';
    const refusal = `-ERR 'NATS at 127.0.0.1:${server} ${problem}'\r\n`;
    expect(await receivedBy(port, beginning)).toBe(refusal);
    expect(await receivedBy(port, beginning)).toBe(refusal);
    running.push(
      await listen(
        greeting((_, socket) => socket.end('PONG\r\n')),
        server,
      ),
    );
    expect(await receivedBy(port, beginning)).toBe('INFO {"server_id":"N"}\r\nPONG\r\n');

    proxy.terminate();
    const { stdout, stderr } = await proxy.ended;
    expect(stderr).toBe(`error: NATS at 127.0.0.1:${server} ${problem}\n`);
    expect(stdout).toContain(`\nNATS at 127.0.0.1:${server} answers again\n`);
  });

  it.each([
    [login, 'check nats.auth.username and key x of Secret y'],
    [{}, 'set nats.auth.enabled'],
  ])('says that the server refuses the login, and what to do: %j', async (env, remedy) => {
    const server = await serve(greeting((_, socket) => socket.end("-ERR 'Authorization Violation'\r\n")));
    const { proxy, port } = await proxyOf(server, { ...env, NATS_LOGIN_SOURCE: 'key x of Secret y' });

    expect(await receivedBy(port, beginning)).toContain("-ERR 'Authorization Violation'\r\n");

    proxy.terminate();
    expect((await proxy.ended).stderr).toBe(
      `error: NATS at 127.0.0.1:${server} refuses the login (Authorization Violation): ${remedy}\n`,
    );
  });

  it.each([
    ['a server that stays silent', tcpServer(() => undefined), 'connected, no answer in 0.5 s'],
    [
      'a server of another protocol',
      tcpServer((socket) => socket.end('SSH-2.0-x\r\n')),
      'it does not speak the NATS protocol',
    ],
    ['a server that closes', tcpServer((socket) => socket.end()), 'it closed the connection without an answer'],
    [
      'a server that has too many clients',
      tcpServer((socket) => socket.end("-ERR 'maximum connections exceeded'\r\n")),
      'it answers: maximum connections exceeded',
    ],
    ['a server without TLS', greeting(() => undefined), 'it offers no TLS, which nats.external.tls asks for'],
  ])('sends clients away from %s', async (name, server, reason) => {
    const target = await serve(server);
    const scheme = name.endsWith('TLS') ? 'tls' : 'nats';
    const { port } = await proxyOf(target, {
      NATS_SERVER_URL: `${scheme}://127.0.0.1:${target}`,
      NATS_PROXY_TIMEOUT_SECONDS: '0.5',
    });

    expect(await receivedBy(port, beginning)).toBe(`-ERR 'NATS at 127.0.0.1:${target} cannot be used: ${reason}'\r\n`);
  });

  it('ends the connection to the server when the client leaves, or is none', async ({ expect }) => {
    const closed: number[] = [];
    const server = await serve(
      greeting(() => undefined).on('connection', (socket: Socket) => socket.on('close', () => closed.push(1))),
    );
    const { port } = await proxyOf(server);

    await receivedBy(port, 'GET / HTTP/1.1\r\n\r\n');
    await receivedBy(port, beginning, (text) => text.includes('INFO'));
    await receivedBy(port, '', (text) => text.includes('INFO'));

    await expect.poll(() => closed.length).toBe(3);
  });

  it('answers the question whether it listens', async () => {
    const port = await freePort();
    const env = { NATS_SERVER_URL: 'nats://127.0.0.1:1', NATS_PROXY_PORT: String(port) };
    const probe = async () => (await runScript(script, env, ['--probe'])).code;

    expect(await probe()).toBe(1);
    const proxy = startScript(script, env);
    running.push(proxy);
    await proxy.printed(/leads to/);
    expect(await probe()).toBe(0);
  });

  it.each([
    [{}, 'NATS_SERVER_URL: must be a URL such as nats://host:4222 or tls://host:4222'],
    [
      { NATS_SERVER_URL: 'nats://u:p@nats' },
      'NATS_SERVER_URL: must not hold a login, which NATS_USERNAME and NATS_PASSWORD are for',
    ],
    [{ NATS_SERVER_URL: 'nats://nats', NATS_USERNAME: 'u' }, 'NATS_PASSWORD: is needed with NATS_USERNAME'],
  ])('refuses to start with %j', async (env, message) => {
    expect(await runScript(script, env)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });
});
