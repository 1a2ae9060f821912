// @ts-check
/**
 * The part of the NATS protocol that a proxy has to understand:
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import { Transform } from 'node:stream';

import { longestAnswer, receive } from './conversation.mjs';

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

/**
 * What the proxy notices in the stream of a server.
 * @typedef {{ failed: (problem: string) => void, answered: () => void }} ServerEvents
 */

/** Passes on what a server sends, with each INFO line as clients of the proxy may see it. */
export class ServerStream extends Transform {
  /** Bytes that still belong to the payload of a message. */
  #payload = 0;
  /** The beginning of a line whose end has not arrived. @type {Buffer} */
  #line = Buffer.alloc(0);
  #events;

  /** @param {ServerEvents} events */
  constructor(events) {
    super();
    this.#events = events;
  }

  /** @override @param {Buffer} chunk @param {BufferEncoding} _ @param {import('node:stream').TransformCallback} done */
  _transform(chunk, _, done) {
    try {
      this.#forward(chunk);
      done();
    } catch (error) {
      done(/** @type {Error} */ (error));
    }
  }

  /** @override @param {import('node:stream').TransformCallback} done */
  _flush(done) {
    done(null, this.#line);
  }

  /** @param {Buffer} chunk */
  #forward(chunk) {
    let sent = 0; // What comes before has been passed on.
    let position = 0;
    while (position < chunk.length) {
      const skipped = Math.min(this.#payload, chunk.length - position);
      this.#payload -= skipped;
      position += skipped;
      if (position === chunk.length) break;
      const lineEnd = chunk.indexOf('\n', position) + 1;
      const end = lineEnd || chunk.length;
      const part = chunk.subarray(position, end);
      const line = this.#line.length === 0 ? part : Buffer.concat([this.#line, part]);
      if (line.length > longestAnswer) throw new Error('it sends a line without end');
      const passed = lineEnd === 0 ? Buffer.alloc(0) : this.#read(line);
      if (passed !== part) {
        this.push(chunk.subarray(sent, position));
        this.push(passed);
        sent = end;
      }
      this.#line = lineEnd === 0 ? line : Buffer.alloc(0);
      position = end;
    }
    this.push(chunk.subarray(sent));
  }

  /** What a whole line becomes: itself unless it is INFO. @param {Buffer} line */
  #read(line) {
    const text = line.toString('latin1'); // One character per byte: subjects need not be UTF-8.
    const [operation = ''] = text.split(/\s/, 1);
    switch (operation.toUpperCase()) {
      case 'MSG':
      case 'HMSG':
        this.#payload = Number(/(\d+)\s*$/.exec(text)?.[1]) + '\r\n'.length;
        return line;
      case 'INFO':
        return Buffer.from(infoForClient(line.toString('utf8', operation.length)));
      case '-ERR':
        this.#events.failed(text.slice(operation.length).trim().replaceAll("'", ''));
        return line;
      case 'PONG':
        this.#events.answered();
        return line;
      default:
        return line;
    }
  }
}
