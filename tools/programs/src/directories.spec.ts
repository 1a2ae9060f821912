import { expect, it } from 'vitest';

import { cacheDirectory, directoryName, executablePath } from './directories.js';
import { table } from './table.js';

it.each([
  ['the folder that PROGRAMS_CACHE names', { PROGRAMS_CACHE: '/a', XDG_CACHE_HOME: '/b' }, '/a'],
  ['a folder in the cache of the user', { XDG_CACHE_HOME: '/b' }, '/b/semantic-explorer-programs'],
  ['a folder in the home directory', {}, '/home/me/.cache/semantic-explorer-programs'],
  [
    'variables that are empty as if they were not set',
    { PROGRAMS_CACHE: '', XDG_CACHE_HOME: '' },
    '/home/me/.cache/semantic-explorer-programs',
  ],
])('keeps programs in %s', (_, environment, directory) => {
  expect(cacheDirectory(environment, '/home/me')).toBe(directory);
});

it('gives a program another folder when its recipe changes', () => {
  const recipe = table.dex;

  expect(directoryName('dex', recipe)).toMatch(/^dex-2\.45\.1-[0-9a-f]{8}$/);
  expect(directoryName('dex', { ...recipe })).toBe(directoryName('dex', recipe));
  expect(directoryName('dex', { ...recipe, tags: ['other'] })).not.toBe(directoryName('dex', recipe));
});

it.each([
  ['dex', 'dex'],
  ['postgresql', 'bin/postgres'],
  ['nats-server', 'nats-server'],
  ['kube', 'kube'],
  ['checkov', 'checkov'],
  ['containerd', 'usr/bin/containerd'],
  ['rust-fakes', 'api'],
] as const)('finds the executable of %s', (name, path) => {
  expect(executablePath(name, table[name])).toBe(path);
});
