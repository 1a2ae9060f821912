import { once } from 'node:events';
import { connect } from 'node:net';

import { eventually } from 'programs';

/** A client that sends and receives exact bytes. */
export interface RawClient {
  send(...parts: readonly (string | Buffer)[]): void;
  /** All that was received, one character per byte. */
  received(): string;
  /** The options of all INFO lines. */
  infos(): readonly Readonly<Record<string, unknown>>[];
  /** Resolves when what was received contains a text. */
  receives(text: string): Promise<void>;
  close(): void;
}

/** Connects to a NATS server, or to a proxy of one, and says what client libraries say. */
export async function rawClient(port: number, login: object = {}): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const received = (): string => Buffer.concat(chunks).toString('latin1');
  const options = { verbose: false, pedantic: false, lang: 'test', version: '1', protocol: 1, headers: true, ...login };
  socket.write(`CONNECT ${JSON.stringify(options)}\r\nPING\r\n`);
  return {
    send: (...parts) => {
      for (const part of parts) socket.write(part);
    },
    received,
    infos: () =>
      [...received().matchAll(/^INFO (.*)\r\n/gm)].map(([, json = '']) => JSON.parse(json) as Record<string, unknown>),
    receives: (text) =>
      eventually(`It receives ${text}`, () => {
        if (!received().includes(text)) throw new Error(`so far: ${received().slice(0, 500)}`);
      }),
    close: () => {
      socket.destroy();
    },
  };
}
