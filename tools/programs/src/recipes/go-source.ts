import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { GoSource } from '../recipe.js';
import { runCommand } from '../run-command.js';

const repository = resolve(import.meta.dirname, '../../../..');

/** A digest of the names and texts of all files of a Go program of this repository. */
export async function sourcesFingerprint({ folder }: GoSource, root = repository): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(join(root, folder), { recursive: true });
  for (const name of names.sort()) {
    const path = join(root, folder, name);
    if ((await stat(path)).isFile()) hash.update(`${name}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}

/** Builds a Go program of this repository into a folder. */
export async function installGoSource(name: string, recipe: GoSource, directory: string): Promise<void> {
  const { folder, main = '', variables = {} } = recipe;
  const linking = ['-s', '-w', ...Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`)];
  const target = join(directory, name);
  await runCommand(
    'go',
    ['build', '-mod=readonly', '-buildvcs=false', '-ldflags', linking.join(' '), '-o', target, '.'],
    {
      directory: join(repository, folder, main),
      environment: { CGO_ENABLED: '0', GOWORK: 'off' },
      remedy: `${name} is built from source. Install Go 1.26 or newer.`,
    },
  );
}
