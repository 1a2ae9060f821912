import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { printChart, writeChart } from '../index.js';
import { webChart } from './testing/web-chart.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chartkit-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('writeChart', () => {
  it('replaces everything that was there before', async () => {
    const chart = join(directory, 'chart');
    await mkdir(join(chart, 'old'), { recursive: true });
    await writeFile(join(chart, 'old', 'file'), 'old');
    await writeChart(new Map([['a/b.txt', 'new\n']]), chart);
    expect(await readdir(directory)).toEqual(['chart']);
    expect(await readdir(chart, { recursive: true })).toEqual(['a', 'a/b.txt']);
    expect(await readFile(join(chart, 'a/b.txt'), 'utf8')).toBe('new\n');
  });

  it('leaves the earlier output as it was when it fails', async () => {
    const chart = join(directory, 'chart');
    await writeChart(new Map([['kept.txt', 'kept']]), chart);
    // A file where a folder is needed.
    const impossible = new Map([
      ['a', 'file'],
      ['a/b', 'file below a file'],
    ]);
    await expect(writeChart(impossible, chart)).rejects.toThrow('EEXIST');
    expect(await readdir(directory)).toEqual(['chart']);
    expect(await readdir(chart)).toEqual(['kept.txt']);
  });
});

describe('printChart', () => {
  it('gives the same bytes twice', () => {
    expect([...printChart(webChart)]).toEqual([...printChart(webChart)]);
  });

  it('gives the same bytes in another time zone, locale and directory', { timeout: 30_000 }, async () => {
    const program = `
      import { printChart } from ${JSON.stringify(fileURLToPath(new URL('../index.ts', import.meta.url)))};
      import { webChart } from ${JSON.stringify(fileURLToPath(new URL('testing/web-chart.ts', import.meta.url)))};
      process.stdout.write(JSON.stringify([...printChart(webChart)]));`;
    const file = join(directory, 'print.mts');
    await writeFile(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), file], {
      cwd: directory,
      env: { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      maxBuffer: 2 ** 26,
    });
    expect(JSON.parse(stdout)).toEqual([...printChart(webChart)]);
  });
});
