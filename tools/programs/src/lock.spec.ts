import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';

import { withLock } from './lock.js';
import { withTemporaryDirectory } from './temporary-directory.js';

const withFile = <T>(use: (file: string) => Promise<T>): Promise<T> =>
  withTemporaryDirectory((directory) => use(join(directory, 'lock')));

it('lets one at a time do something, and leaves nothing behind', () =>
  withFile(async (file) => {
    const events: string[] = [];
    const work = (name: string) =>
      withLock(
        file,
        async () => {
          events.push(`${name} begins`);
          await sleep(20);
          events.push(`${name} ends`);
        },
        { pollMilliseconds: 5 },
      );
    await Promise.all([work('first'), work('second')]);

    expect(events).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(existsSync(file)).toBe(false);
  }));

it('is released when the action fails', () =>
  withFile(async (file) => {
    await expect(withLock(file, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(existsSync(file)).toBe(false);
  }));

it('is taken over from a process that has ended', () =>
  withFile(async (file) => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, String(pid));

    expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
  }));

it('is waited for, but not forever', () =>
  withFile(async (file) => {
    writeFileSync(file, String(process.ppid));
    const owners: number[] = [];
    const attempt = withLock(file, () => Promise.resolve(), {
      pollMilliseconds: 5,
      patienceMilliseconds: 30,
      onWait: (owner) => owners.push(owner),
    });

    await expect(attempt).rejects.toThrow(`Process ${String(process.ppid)} still holds ${file}.`);
    expect(owners).toEqual([process.ppid]);
  }));
