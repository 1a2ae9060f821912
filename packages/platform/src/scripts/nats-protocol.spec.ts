import type { Transform } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scriptPath } from './testing/run-script.js';

interface Protocol {
  readonly infoForClient: (json: string) => string;
  readonly connectWithLogin: (line: string, login?: { readonly user: string; readonly pass: string }) => string;
  readonly ServerStream: new (events: {
    readonly failed: (problem: string) => void;
    readonly answered: () => void;
  }) => Transform;
}

const { infoForClient, connectWithLogin, ServerStream } = (await import(
  pathToFileURL(scriptPath('nats-protocol.mjs')).href
)) as Protocol;

describe('INFO for clients', () => {
  it('asks for no login and no TLS, and leads nowhere else', () => {
    const info = {
      server_id: 'N',
      max_payload: 1_048_576,
      headers: true,
      jetstream: true,
      auth_required: true,
      tls_required: true,
      tls_available: true,
      tls_verify: true,
      nonce: 'abc',
      connect_urls: ['10.0.0.1:4222'],
      ws_connect_urls: ['10.0.0.1:8080'],
    };
    expect(infoForClient(JSON.stringify(info))).toBe(
      'INFO {"server_id":"N","max_payload":1048576,"headers":true,"jetstream":true}\r\n',
    );
  });
});

describe('CONNECT with a login', () => {
  it.each([
    // As async-nats writes it.
    [
      'CONNECT {"verbose":false,"user":null,"pass":null}\r\n',
      'CONNECT {"verbose":false,"user":"u","pass":"p\\"@/"}\r\n',
    ],
    ['connect\t{"lang":"go"} \r\n', 'CONNECT {"lang":"go","user":"u","pass":"p\\"@/"}\r\n'],
  ])('%j', (line, expected) => {
    expect(connectWithLogin(line, { user: 'u', pass: 'p"@/' })).toBe(expected);
  });

  it('stays as it is without a login', () => {
    expect(connectWithLogin('CONNECT {"a": 1}\r\n')).toBe('CONNECT {"a": 1}\r\n');
  });

  it.each(['GET / HTTP/1.1\r\n', 'PING\r\n', 'CONNECT x\r\n'])('is not made of %j', (line) => {
    expect(() => connectWithLogin(line, { user: 'u', pass: 'p' })).toThrow('does not speak the NATS protocol');
  });
});

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
    expect(await through(chunks)).toEqual({ text: passed, events: ['answered', 'Permissions Violation'] });
  });

  it('passes on what is left of a line when it ends', async () => {
    expect((await through([Buffer.from('MSG a')])).text).toBe('MSG a');
  });

  it('does not keep a line without end', async () => {
    await expect(through([Buffer.alloc(1_000_001, 'x')])).rejects.toThrow('a line without end');
  });
});
