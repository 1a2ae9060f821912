import { readFile } from 'node:fs/promises';

import { chartOfServices, shows } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { valkey } from './builder.js';
import type { RealValkey, Values } from './testing/real-valkey.js';
import { realValkey } from './testing/real-valkey.js';

/** Every character that a generated password may hold. */
const generated = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const secretsWith = (password: string) => ({
  'prod-semantic-explorer-credentials': { 'valkey-password': password },
});
const login = `AUTH default ${generated}`;
/** A string in an answer: its length in bytes, and the string. */
const reply = (text: string): string => `$${String(text.length)}\r\n${text}\r\n`;
const setting = (name: string, value: string): string => `*2\r\n${reply(name)}${reply(value)}`;

describe('the server', () => {
  let real: RealValkey;
  beforeAll(async () => {
    real = await realValkey({}, secretsWith(generated));
  });
  afterAll(() => real.remove());

  it.each(['127.0.0.1', '::1'])('takes the password on %s, and nothing without it', async (host) => {
    shows('valkey.auth.enabled', 'valkey');
    expect(await real.ask(['PING'], host)).toMatch(/^-NOAUTH /);
    expect(await real.ask(['AUTH default wrong', 'PING'], host)).toMatch(/^-WRONGPASS .*\r\n-NOAUTH /);
    expect(await real.ask([login, 'SETEX bearer:a 60 x', 'GET bearer:a'], host)).toContain(
      `+OK\r\n+OK\r\n${reply('x')}`,
    );
  });

  it('removes keys before its memory is full, and writes nothing to disk', async () => {
    // 75 % of 256 MiB, in whole percent of bytes.
    expect(await real.ask([login, 'CONFIG GET maxmemory'])).toContain(setting('maxmemory', '201326550'));
    expect(await real.ask([login, 'CONFIG GET maxmemory-policy'])).toContain(
      setting('maxmemory-policy', 'allkeys-lru'),
    );
    expect(await real.ask([login, 'CONFIG GET save'])).toContain(setting('save', ''));
    expect(await real.ask([login, 'CONFIG GET appendonly'])).toContain(setting('appendonly', 'no'));
  });

  it('has the password neither among its arguments nor in its log', async () => {
    const args = await readFile(`/proc/${String(real.server.processId)}/cmdline`, 'utf8');
    expect(args).toMatch(/^valkey-server/);
    expect(args).not.toContain(generated);
    expect(real.server.output()).not.toContain(generated);
  });

  it('is watched by its exporter, which connects to no other server', async () => {
    shows('valkey.auth.enabled', 'valkey/exporter');
    expect(await real.metrics()).toContain('\nredis_memory_max_bytes 2.0132655e+08\n');
    expect(await real.exporterStatus('/scrape?target=127.0.0.1:1')).toBe(404);
  });

  it('ends at SIGTERM at once', async () => {
    const begin = Date.now();
    expect(await real.server.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - begin).toBeLessThan(3000);
  });
});

describe('the configuration', () => {
  const answersOf = async (values: Values, password: string, commands: readonly string[]): Promise<string> => {
    const real = await realValkey(values, secretsWith(password));
    try {
      return await real.ask(commands);
    } finally {
      await real.remove();
    }
  };

  it.each([
    ['a password with every character that a URL takes', '$2a-._~$x'],
    ['a password that looks like a number', '1234'],
  ])('takes %s', async (_, password) => {
    expect(await answersOf({}, password, [`AUTH default ${password}`, 'PING'])).toBe('+OK\r\n+PONG\r\n+OK\r\n');
  });

  it('answers everybody without a password', async () => {
    expect(
      await answersOf({ valkey: { auth: { enabled: false } } }, 'unused', ['PING', 'CONFIG GET protected-mode']),
    ).toBe(`+PONG\r\n${setting('protected-mode', 'no')}+OK\r\n`);
  });

  const auth = { enabled: true, existingSecret: '', secretKeys: { password: 'valkey-password' } };
  const fixed = { nameOverride: '', fullnameOverride: '', valkey: { enabled: true, auth } };
  it.each(drawnValues(chartOfServices(valkey), { fixed }))('is valid with random values: %s', async (_, values) => {
    expect(await answersOf(values, generated, [login, 'PING'])).toBe('+OK\r\n+PONG\r\n+OK\r\n');
  });
});
