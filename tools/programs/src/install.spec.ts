import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { directoryName } from './directories.js';
import type { Installer } from './install.js';
import { install } from './install.js';
import { table } from './table.js';
import { withTemporaryDirectory } from './temporary-directory.js';

const recipe = table.dex;
const folder = directoryName('dex', recipe);

it('installs a program once, however many ask for it at the same time', () =>
  withTemporaryDirectory(async (cache) => {
    const names: string[] = [];
    const installer: Installer = async (name, _, directory) => {
      names.push(name);
      await writeFile(join(directory, name), 'program');
    };
    const ask = () => install('dex', recipe, { cache, installer, pollMilliseconds: 5 });
    const paths = await Promise.all([ask(), ask()]);

    expect(paths).toEqual([join(cache, folder, 'dex'), join(cache, folder, 'dex')]);
    expect(await readFile(paths[0], 'utf8')).toBe('program');
    expect(await ask()).toBe(paths[0]);
    expect(names).toEqual(['dex']);
    expect(await readdir(cache)).toEqual([folder]);
  }));

it('says which program failed, leaves nothing behind, and tries again when asked again', () =>
  withTemporaryDirectory(async (cache) => {
    let attempts = 0;
    const installer: Installer = async (name, _, directory) => {
      await writeFile(join(directory, name), 'half');
      if (++attempts === 1) throw new Error('the download failed');
    };

    await expect(install('dex', recipe, { cache, installer })).rejects.toThrow(
      'dex 2.45.1 cannot be installed: the download failed',
    );
    expect(await readdir(cache)).toEqual([]);
    expect(await install('dex', recipe, { cache, installer })).toBe(join(cache, folder, 'dex'));
  }));

it('refuses a prebuilt program for another machine', () =>
  withTemporaryDirectory(async (cache) => {
    await expect(install('postgresql', { ...table.postgresql, platform: 'plan9-mips' }, { cache })).rejects.toThrow(
      /^postgresql 17\.10 cannot be installed: it is prebuilt for plan9-mips, but this machine is /,
    );
  }));
