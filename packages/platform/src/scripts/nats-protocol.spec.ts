import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scriptPath } from './testing/run-script.js';

interface Protocol {
  readonly infoForClient: (json: string) => string;
  readonly connectWithLogin: (line: string, login?: { readonly user: string; readonly pass: string }) => string;
}

const { infoForClient, connectWithLogin } = (await import(
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
