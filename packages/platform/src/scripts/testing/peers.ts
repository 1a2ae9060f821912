import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeCertificate } from './certificate.js';

/** Something that listens on a port of 127.0.0.1. */
export interface Peer {
  readonly port: number;
  close(): void;
}

const certificate = makeCertificate();

/** Lets a server listen on a free port, or on the given one. */
export async function listen(server: Server, port = 0): Promise<Peer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const peer = await listen(createServer());
  peer.close();
  return peer.port;
}

/** A server that treats each connection as told. */
export const tcpServer = (converse: (socket: Socket) => void): Server => createServer(converse);

/** Collects what the client says and answers with what `reply` makes of all of it so far. */
const answering = (reply: (received: Buffer) => Buffer | string | undefined) => (socket: Socket) => {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const answer = reply(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    socket.write(answer);
  });
};

/** `AuthenticationSASL`, as a PostgreSQL server asks for a password. */
export const authenticationRequest = Buffer.from('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1');

/** An `ErrorResponse` of PostgreSQL with its SQLSTATE code. */
export function postgresqlError(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.from('E\0\0\0\0', 'latin1');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/**
 * The start of PostgreSQL's protocol (https://www.postgresql.org/docs/current/protocol-flow.html): SSLRequest, then a
 * start-up message with a user, over TLS when that is offered.
 */
export function postgresqlServer(answer: () => Buffer, { tls = false } = {}): Server {
  const startUp = answering((received) =>
    received.length >= 8 && received.readInt32BE(0) === received.length && received.readInt32BE(4) === 0x30000
      ? answer()
      : undefined,
  );
  return createServer((socket) => {
    socket.once('data', (request: Buffer) => {
      if (request.toString('hex') !== '0000000804d2162f') socket.destroy();
      socket.write(tls ? 'S' : 'N');
      startUp(tls ? new TLSSocket(socket, { isServer: true, ...certificate }).on('error', () => undefined) : socket);
    });
  });
}

/** The options of a fake NATS server. */
export interface NatsOptions {
  readonly info?: object;
  /** What JetStream's API answers; undefined: nothing. */
  readonly jetStream?: () => object | undefined;
  /** Sees the CONNECT options; a text is sent as an error. */
  readonly connect?: (options: unknown) => string | undefined;
}

/** The start of NATS' protocol (https://docs.nats.io/reference/reference-protocols/nats-protocol). */
export const natsServer = ({ info = {}, jetStream = () => ({ type: 'x' }), connect }: NatsOptions = {}): Server =>
  createServer((socket) => {
    socket.write(`INFO ${JSON.stringify({ server_id: 'N', version: '2.14.5', jetstream: true, ...info })} \r\n`);
    answering((received) => {
      const parts = /^CONNECT (.*)\r\nSUB (\S+) 1\r\nPUB \$JS\.API\.INFO (\S+) 0\r\n\r\n$/.exec(received.toString());
      if (parts === null) return undefined;
      const problem = connect?.(JSON.parse(String(parts[1])));
      const answer = jetStream();
      if (problem !== undefined) return `-ERR '${problem}'\r\n`;
      if (answer === undefined || parts[2] !== parts[3]) return undefined;
      const payload = JSON.stringify(answer);
      return `MSG ${String(parts[2])} 1 ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
    })(socket);
  });

/**
 * A Valkey server with a password for the user "default", or with none (https://valkey.io/topics/protocol/). `answer` replaces
 * the answer to PING.
 */
export const valkeyServer = ({ password = '', answer = '+PONG', tls = false } = {}): Server => {
  const converse = (socket: Socket) => {
    let isKnown = password === '';
    answering((received) => {
      const words = received.toString().split('\r\n');
      const text = [...words.keys()].filter((index) => index > 0 && words[index - 1]?.startsWith('$') === true);
      const commands = text.map((index) => words[index]).join(' ');
      const given = /^AUTH (\S+) (\S+)/.exec(commands);
      isKnown ||= given?.[1] === 'default' && given[2] === password;
      const login = given === null ? '' : isKnown ? '+OK\r\n' : '-WRONGPASS invalid username-password pair\r\n';
      return `${login}${isKnown ? answer : '-NOAUTH Authentication required.'}\r\n`;
    })(socket);
  };
  return createServer((socket) => {
    converse(tls ? new TLSSocket(socket, { isServer: true, ...certificate }).on('error', () => undefined) : socket);
  });
};

/** An HTTP server; `status` is asked for each request. */
export const httpServer = (status: (path: string) => number, { tls = false } = {}): Server =>
  (tls ? createHttpsServer(certificate) : createHttpServer()).on(
    'request',
    (request: { url?: string }, response: { writeHead(status: number): { end(): void } }) => {
      response.writeHead(status(request.url ?? '')).end();
    },
  );

/** An object store that answers with a status, and with the code of an error where it has one. */
export const objectStore = (answer: () => readonly [number, string?], { tls = false } = {}): Server =>
  (tls ? createHttpsServer(certificate) : createHttpServer()).on(
    'request',
    (_: unknown, response: { writeHead(status: number): { end(text: string): void } }) => {
      const [status, code] = answer();
      response.writeHead(status).end(code === undefined ? '' : `<Error><Code>${code}</Code></Error>`);
    },
  );

/** A server that speaks HTTP/2 only, as gRPC servers do. */
export const grpcServer = ({ tls = false } = {}): Server =>
  tls ? createSecureServer({ ...certificate, allowHTTP1: false }) : createHttp2Server();
