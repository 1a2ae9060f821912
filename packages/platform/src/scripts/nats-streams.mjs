// @ts-check
/** The two directions of a connection between a NATS client and a server, as the proxy passes them on. */
import { Transform } from 'node:stream';

import { longestAnswer } from './conversation.mjs';
import { infoForClient } from './nats-protocol.mjs';

/**
 * What the proxy notices in the stream of a server.
 * @typedef {{ failed: (problem: string) => void, answered: () => void, delivered: (subject: string) => void }} ServerEvents
 */

/** Passes on what a peer sends, and reads its lines. */
class ProtocolStream extends Transform {
  /** Bytes that still belong to the payload of a message. */
  #payload = 0;
  /** The beginning of a line whose end has not arrived. @type {Buffer} */
  #line = Buffer.alloc(0);

  /**
   * What a whole line becomes, and how many bytes of payload follow it.
   * @param {Buffer} line
   * @returns {{ passed: Buffer, payload?: number }}
   */
  readLine(line) {
    return { passed: line };
  }

  /** A part of a payload. @param {Buffer} _part */
  readPayload(_part) {}

  /** Whether all that was passed on are whole messages. */
  get isBetweenMessages() {
    return this.#payload === 0 && this.#line.length === 0;
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
      if (skipped > 0) this.readPayload(chunk.subarray(position, position + skipped));
      position += skipped;
      if (position === chunk.length) break;
      const lineEnd = chunk.indexOf('\n', position) + 1;
      const end = lineEnd || chunk.length;
      const part = chunk.subarray(position, end);
      const line = this.#line.length === 0 ? part : Buffer.concat([this.#line, part]);
      if (line.length > longestAnswer) throw new Error('it sends a line without end');
      const { passed, payload = 0 } = lineEnd === 0 ? { passed: Buffer.alloc(0) } : this.readLine(line);
      this.#payload = payload;
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
}

/** A line as text, with one character per byte: subjects need not be UTF-8. @param {Buffer} line */
function wordsOf(line) {
  const text = line.toString('latin1');
  const [operation = '', ...words] = text.trim().split(/\s+/);
  return { text, operation, words };
}

/** Passes on what a server sends, with each INFO line as clients of the proxy may see it. */
export class ServerStream extends ProtocolStream {
  #events;

  /** @param {ServerEvents} events */
  constructor(events) {
    super();
    this.#events = events;
  }

  /** @override @param {Buffer} line */
  readLine(line) {
    const { text, operation, words } = wordsOf(line);
    switch (operation.toUpperCase()) {
      case 'MSG':
      case 'HMSG':
        this.#events.delivered(words[0] ?? '');
        return { passed: line, payload: Number(words.at(-1)) + '\r\n'.length };
      case 'INFO':
        return { passed: Buffer.from(infoForClient(line.toString('utf8', operation.length))) };
      case '-ERR':
        this.#events.failed(text.slice(operation.length).trim().replaceAll("'", ''));
        return { passed: line };
      case 'PONG':
        this.#events.answered();
        return { passed: line };
      default:
        return { passed: line };
    }
  }
}

/** Requests whose answer a cluster of servers loses when several clients create or update the same stream at once. */
const repeatable = /^\$JS\.API\.STREAM\.(CREATE|INFO|UPDATE)\./;

/**
 * Passes on what a client sends, and repeats requests about streams until they are answered. The programs end when one is not
 * answered, and pods that start together create the same streams. To repeat a request changes nothing.
 */
export class ClientStream extends ProtocolStream {
  #seconds;
  #attempts;
  /** Requests without an answer, by the subject of the answer. @type {Map<string, NodeJS.Timeout>} */
  #pending = new Map();
  /** A request whose payload is arriving. @type {{ reply: string, parts: Buffer[], missing: number } | undefined} */
  #request;
  /** Requests to repeat after the message that is being sent. @type {Buffer[]} */
  #repeated = [];

  /** @param {number} seconds before a request is repeated @param {number} attempts how often it is */
  constructor(seconds, attempts = 4) {
    super();
    this.#seconds = seconds;
    this.#attempts = attempts;
  }

  /** Tells that a message with this subject has arrived. @param {string} subject */
  answered(subject) {
    clearTimeout(this.#pending.get(subject));
    this.#pending.delete(subject);
  }

  /** @override @param {Buffer} line */
  readLine(line) {
    const { operation, words } = wordsOf(line);
    const numbers = { PUB: 1, HPUB: 2 }[operation.toUpperCase()];
    if (numbers === undefined) return { passed: line };
    const payload = Number(words.at(-1)) + '\r\n'.length;
    const [subject = '', reply] = words.slice(0, -numbers);
    if (reply !== undefined && repeatable.test(subject))
      this.#request = { reply, parts: [Buffer.from(line)], missing: payload };
    return { passed: line, payload };
  }

  /** @override @param {Buffer} part */
  readPayload(part) {
    if (this.#request === undefined) return;
    this.#request.parts.push(Buffer.from(part));
    this.#request.missing -= part.length;
    if (this.#request.missing > 0) return;
    this.#wait(this.#request.reply, Buffer.concat(this.#request.parts), this.#attempts);
    this.#request = undefined;
  }

  /** @override @param {Buffer} chunk @param {BufferEncoding} encoding @param {import('node:stream').TransformCallback} done */
  _transform(chunk, encoding, done) {
    super._transform(chunk, encoding, (error) => {
      this.#pushRepeated();
      done(error);
    });
  }

  /** @override @param {Error | null} error @param {(error?: Error | null) => void} done */
  _destroy(error, done) {
    this.#forget();
    done(error);
  }

  /** @override @param {import('node:stream').TransformCallback} done */
  _flush(done) {
    this.#forget();
    super._flush(done);
  }

  #forget() {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  /** @param {string} reply @param {Buffer} message @param {number} attempts */
  #wait(reply, message, attempts) {
    this.answered(reply);
    if (attempts === 0) return;
    const repeat = () => {
      this.#repeated.push(message);
      this.#pushRepeated();
      this.#wait(reply, message, attempts - 1);
    };
    this.#pending.set(reply, setTimeout(repeat, this.#seconds * 1000).unref());
  }

  #pushRepeated() {
    if (this.isBetweenMessages) for (const message of this.#repeated.splice(0)) this.push(message);
  }
}
