import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runProgram, workspaceRoot } from '../workspace.js';
import { addService } from './add-service.js';

/** What a service package is built upon, and what its tests use. */
const copied = ['packages/chartkit', 'packages/platform', 'tools/helm', 'tools/kubernetes-schemas'];
const files = [
  'package.json',
  '.prettierrc.json',
  '.editorconfig',
  'tsconfig.base.json',
  'tsconfig.lib.base.json',
  'tsconfig.spec.base.json',
];
const changed = ['CODEOWNERS', 'tsconfig.json'];
const generated = ['node_modules', 'dist', 'out-tsc', 'test-output'];
const name = 'usage-report';

let root = '';

/** Links installed packages as `npm install` does: those of the workspace to their copies. */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from)) {
    const installed = join(from, entry);
    if (entry === '@semantic-explorer') {
      await linkPackages(installed, join(to, entry));
      continue;
    }
    const folder = relative(workspaceRoot, await realpath(installed));
    await symlink(copied.includes(folder) ? join(root, folder) : installed, join(to, entry));
  }
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
  for (const path of [...copied, ...files, ...changed, 'vitest.base.mjs']) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(join(workspaceRoot, path), join(root, path), {
      recursive: true,
      filter: (source) => !generated.includes(basename(source)),
    });
  }
  await linkPackages(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  for (const path of copied) {
    const own = join(workspaceRoot, path, 'node_modules');
    if (existsSync(own)) await symlink(own, join(root, path, 'node_modules'));
  }
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a new service package', () => {
  it('is told to the workspace, and what is left to do is said', async () => {
    const before = await Promise.all(changed.map((file) => readFile(join(root, file), 'utf8')));
    const steps = await addService(root, name);
    const after = await Promise.all(changed.map((file) => readFile(join(root, file), 'utf8')));
    const added = after.map((text, index) => text.split('\n').filter((line) => !before[index]?.includes(line)));
    expect(added).toEqual([
      ['/packages/usage-report/              @semantic-explorer/platform'],
      ['      "path": "./packages/usage-report"'],
    ]);
    expect(steps).toHaveLength(4);
  });

  it('is formatted as everything is', async () => {
    const directory = join(root, 'packages', name);
    expect(await runProgram(join(root, 'node_modules/.bin/prettier'), ['--check', '.'], directory)).toContain(
      'All matched files use Prettier code style!',
    );
  });

  it('passes its own type-check and tests', { timeout: 300_000 }, async () => {
    const directory = join(root, 'packages', name);
    await runProgram(join(root, 'node_modules/.bin/tsc'), ['-b', 'tsconfig.spec.json'], directory);
    const output = await runProgram(join(root, 'node_modules/.bin/vitest'), ['run', '--no-color'], directory);
    expect(output).toMatch(/Tests +3 passed \(3\)/);
  });

  it.each([
    ['Report', '"Report" is no name of a service: use lower-case letters, digits and dashes, at most 24.'],
    ['platform', 'packages/platform exists already. Choose another name.'],
  ])('is refused as %s', async (wrong, message) => {
    await expect(addService(root, wrong)).rejects.toThrow(message);
  });
});
