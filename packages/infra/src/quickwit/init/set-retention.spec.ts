import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, describe, expect, it } from 'vitest';

import type { FakeQuickwit, IndexConfig } from './testing/fake-quickwit.js';
import { fakeQuickwit, indexConfig } from './testing/fake-quickwit.js';

const program = fileURLToPath(new URL('set-retention.mjs', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'retention-'));
const file = join(directory, 'retention.json');
const started: FakeQuickwit[] = [];
afterEach(() => {
  for (const quickwit of started.splice(0)) quickwit.close();
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const quickwitWith = async (...configs: readonly IndexConfig[]) => {
  const quickwit = await fakeQuickwit(...configs);
  started.push(quickwit);
  return quickwit;
};
async function run(environment: Readonly<Record<string, string>>, args: readonly string[] = [file]) {
  const child = spawn(process.execPath, [program, ...args], { env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode, output };
}
const keep = (quickwit: Pick<FakeQuickwit, 'url'>, days: Readonly<Record<string, number>>, seconds = '30') => {
  writeFileSync(file, JSON.stringify({ schedule: 'daily', days }));
  return run({ QUICKWIT_URL: quickwit.url, WAIT_SECONDS: seconds });
};

describe('the retention', () => {
  it('is set in each index, where all else stays as it is, and only once', async () => {
    const quickwit = await quickwitWith(indexConfig('logs'), indexConfig('traces'));
    expect(await keep(quickwit, { logs: 30, traces: 7 })).toEqual({
      code: 0,
      output:
        'logs now keeps what it has for 30 days (looked at daily).\ntraces now keeps what it has for 7 days (looked at daily).\n',
    });
    expect(quickwit.updates).toEqual([
      { ...indexConfig('logs'), retention: { period: '30 days', schedule: 'daily' } },
      { ...indexConfig('traces'), retention: { period: '7 days', schedule: 'daily' } },
    ]);

    expect(await keep(quickwit, { logs: 30, traces: 7 })).toEqual({
      code: 0,
      output:
        'logs keeps what it has for 30 days (looked at daily).\ntraces keeps what it has for 7 days (looked at daily).\n',
    });
    expect(quickwit.updates).toHaveLength(2);
  });

  it.each([
    ['another period', { period: '90 days', schedule: 'daily' }],
    ['another schedule', { period: '30 days', schedule: 'hourly' }],
    ['none', null],
  ])('replaces %s', async (_, before) => {
    const quickwit = await quickwitWith(indexConfig('logs', before));
    expect((await keep(quickwit, { logs: 30 })).code).toBe(0);
    expect(quickwit.indexes.get('logs')?.retention).toEqual({ period: '30 days', schedule: 'daily' });
  });

  it('is taken away by 0 days', async () => {
    const quickwit = await quickwitWith(indexConfig('logs', { period: '30 days', schedule: 'daily' }));
    expect(await keep(quickwit, { logs: 0 })).toEqual({ code: 0, output: 'logs now keeps what it has for ever.\n' });
    expect(quickwit.updates).toEqual([indexConfig('logs')]);
    expect((await keep(quickwit, { logs: 0 })).output).toBe('logs keeps what it has for ever.\n');
  });

  it('waits for a Quickwit that is not ready, and for an index that it has not made yet', async () => {
    const quickwit = await quickwitWith();
    quickwit.trouble.push(503);
    setTimeout(() => quickwit.indexes.set('logs', indexConfig('logs')), 3000);
    const { code, output } = await keep(quickwit, { logs: 30 });
    expect(output.split('\n')).toEqual([
      'waiting: /api/v1/indexes/logs answers 503: {"message":"not now"}',
      'waiting: there is no index at /api/v1/indexes/logs',
      'logs now keeps what it has for 30 days (looked at daily).',
      '',
    ]);
    expect(code).toBe(0);
  }, 30_000);
});

describe('what goes wrong', () => {
  it('is said when nothing answers in time', async () => {
    const quickwit = await quickwitWith();
    quickwit.close();
    const { code, output } = await keep(quickwit, { logs: 30 }, '1');
    const reason = `${quickwit.url} does not answer (ECONNREFUSED)`;
    expect(output).toBe(`waiting: ${reason}\nset-retention: gave up after 1 seconds: ${reason}\n`);
    expect(code).toBe(1);
  }, 15_000);

  it('is said at once when Quickwit refuses', async () => {
    const quickwit = await quickwitWith(indexConfig('logs'));
    quickwit.trouble.push(403);
    expect(await keep(quickwit, { logs: 30 })).toEqual({
      code: 1,
      output: 'set-retention: /api/v1/indexes/logs answers 403: {"message":"not now"}\n',
    });
  });

  it.each([
    ['no file', [], {}, 'give the file with the retention'],
    [
      'a file that is not there',
      ['/missing.json'],
      {},
      "/missing.json: ENOENT: no such file or directory, open '/missing.json'",
    ],
    ['no address', [file], { WAIT_SECONDS: '5' }, 'QUICKWIT_URL must be a URL such as http://quickwit:7280'],
    ['no time', [file], { QUICKWIT_URL: 'http://quickwit:7280' }, 'WAIT_SECONDS must be a number of seconds'],
  ])('is said of wrong arguments: %s', async (_, args, environment, problem) => {
    writeFileSync(file, '{ "schedule": "daily", "days": {} }');
    expect(await run(environment, args)).toEqual({ code: 2, output: `set-retention: ${problem}\n` });
  });
});
