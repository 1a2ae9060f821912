import type { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scriptPath } from './testing/run-script.js';

interface Streams {
  readonly ServerStream: new (events: {
    readonly failed: (problem: string) => void;
    readonly answered: () => void;
    readonly delivered: (subject: string) => void;
  }) => Transform;
  readonly ClientStream: new (
    seconds: number,
    attempts?: number,
  ) => Transform & {
    readonly answered: (subject: string) => void;
  };
}

const { ClientStream, ServerStream } = (await import(pathToFileURL(scriptPath('nats-streams.mjs')).href)) as Streams;

describe('the stream of a server', () => {
  const payload = 'INFO {"connect_urls":["10.0.0.1:4222"]}\r\nMSG a 1 9\r\n\xff\0';
  const size = String(Buffer.byteLength(payload, 'latin1'));
  const before = `PONG\r\nMSG a.b 1 ${size}\r\n${payload}\r\nHMSG a.b 1 reply 12 ${String(12 + Number(size))}\r\nNATS/1.0\r\n\r\n${payload}\r\n`;
  const after = "MSG a 1 0\r\n\r\n+OK\r\nPING\r\n-ERR 'Permissions Violation'\r\n";
  const sent = `${before}INFO {"server_id":"N","ldm":true,"connect_urls":["10.0.0.2:4222"]} \r\n${after}INFO {}\r\n`;
  const passed = `${before}INFO {"server_id":"N","ldm":true}\r\n${after}INFO {}\r\n`;

  async function through(chunks: readonly Buffer[]) {
    const events: string[] = [];
    const stream = new ServerStream({
      failed: (problem) => events.push(problem),
      answered: () => events.push('answered'),
      delivered: (subject) => events.push(subject),
    });
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return { text: Buffer.concat(parts).toString('latin1'), events };
  }
  const all = Buffer.from(sent, 'latin1');

  it.each([1, 2, 3, 7, 40, 64, all.length])('changes INFO lines only, in chunks of %i bytes', async (length) => {
    const chunks = Array.from({ length: Math.ceil(all.length / length) }, (_, index) =>
      all.subarray(index * length, (index + 1) * length),
    );
    expect(await through(chunks)).toEqual({
      text: passed,
      events: ['answered', 'a.b', 'a.b', 'a', 'Permissions Violation'],
    });
  });

  it('passes on what is left of a line when it ends', async () => {
    expect((await through([Buffer.from('MSG a')])).text).toBe('MSG a');
  });

  it('does not keep a line without end', async () => {
    await expect(through([Buffer.alloc(1_000_001, 'x')])).rejects.toThrow('a line without end');
  });
});

describe('the stream of a client', () => {
  const create = 'PUB $JS.API.STREAM.CREATE.JOBS _INBOX.a.1 2\r\n{}\r\n';
  const update = 'HPUB $JS.API.STREAM.UPDATE.JOBS _INBOX.a.2 12 14\r\nNATS/1.0\r\n\r\n{}\r\n';
  const others = 'PUB jobs _INBOX.a.3 2\r\n{}\r\nPUB $JS.API.STREAM.CREATE.JOBS 2\r\n{}\r\nPING\r\n';

  /** What the server has got after each step. */
  async function sentAfter(...steps: readonly ((client: InstanceType<Streams['ClientStream']>) => unknown)[]) {
    const client = new ClientStream(0.05, 2);
    let sent = '';
    client.setEncoding('latin1').on('data', (text: string) => (sent += text));
    for (const step of steps) {
      await step(client);
      await sleep(1);
    }
    const first = sent;
    await sleep(250);
    client.destroy();
    return [first, sent.slice(first.length)];
  }

  it.each([1, 5, 1000])(
    'repeats requests about streams that are not answered, in chunks of %i bytes',
    async (length) => {
      const all = Buffer.from(create + update + others);
      const write = (client: Transform): void => {
        for (let at = 0; at < all.length; at += length) client.write(all.subarray(at, at + length));
      };
      expect(await sentAfter(write)).toEqual([create + update + others, (create + update).repeat(2)]);
    },
  );

  it('repeats no request that is answered', async () => {
    const answer = (client: InstanceType<Streams['ClientStream']>): void => {
      client.answered('_INBOX.a.1');
    };
    expect(await sentAfter((client) => client.write(create + update), answer)).toEqual([
      create + update,
      update.repeat(2),
    ]);
  });

  it('repeats a request between messages, not within one', async () => {
    const message = 'PUB jobs 4\r\nwork\r\n';
    const steps = [create, message.slice(0, 14)].map((text) => (client: Transform) => client.write(text));
    const rest = async (client: Transform): Promise<void> => {
      await sleep(80);
      client.write(message.slice(14));
    };
    expect((await sentAfter(...steps, rest)).join('')).toBe(create + message + create + create);
  });

  it('repeats nothing after the end of the client', async () => {
    expect(await sentAfter((client) => client.end(create))).toEqual([create, '']);
  });
});
