import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The root of this repository. */
export const repository = resolve(import.meta.dirname, '../../../..');

/** What changes no program: the folder in which Cargo builds when it is run by hand, and documentation. */
const isIrrelevant = (name: string): boolean => /^target(\/|$)/.test(name) || name.endsWith('.md');

/** A digest of the names and texts of all files that a program of this repository is made from. */
export async function sourcesFingerprint(folder: string, root = repository): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(join(root, folder), { recursive: true });
  for (const name of names.filter((file) => !isIrrelevant(file)).sort()) {
    const path = join(root, folder, name);
    if ((await stat(path)).isFile()) hash.update(`${name}\0`).update(await readFile(path));
  }
  return hash.digest('hex');
}
