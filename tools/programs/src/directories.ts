import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

import type { Recipe } from './recipe.js';

/** What decides where programs are kept. */
export type CacheEnvironment = Readonly<Partial<Record<'PROGRAMS_CACHE' | 'XDG_CACHE_HOME', string>>>;

/** The folder of all programs: outside of the repository, so that every checkout on a machine shares them. */
export function cacheDirectory(environment: CacheEnvironment, home = homedir()): string {
  return (
    environment.PROGRAMS_CACHE || join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'semantic-explorer-programs')
  );
}

/**
 * The folder of one program below that; another recipe has another one, so that a changed row is built anew. So has
 * another source text, of which `sources` is a fingerprint.
 */
export function directoryName(name: string, recipe: Recipe, sources = ''): string {
  const digest = createHash('sha256').update(JSON.stringify(recipe)).update(sources).digest('hex');
  return `${name}-${recipe.version}-${digest.slice(0, 8)}`;
}

/** The path of the executable in the folder of its program. */
export function executablePath(name: string, recipe: Recipe): string {
  switch (recipe.kind) {
    case 'go-module':
    case 'go-source':
    case 'opentelemetry-collector':
    case 'python-packages':
      return name;
    case 'cargo-source':
      return recipe.binaries[0];
    case 'debian-packages':
    case 'npm-package':
      return recipe.executable;
    case 'python-wheel':
      return recipe.folder === undefined ? basename(recipe.executable) : recipe.executable;
  }
}
