import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { directoryName, executablePath } from './directories.js';
import type { LockOptions } from './lock.js';
import { withLock } from './lock.js';
import type { Recipe } from './recipe.js';
import { installCargoSource } from './recipes/cargo-source.js';
import { installDebianPackages } from './recipes/debian-packages.js';
import { installGoModule } from './recipes/go-module.js';
import { installGoSource } from './recipes/go-source.js';
import { installNpmPackage } from './recipes/npm-package.js';
import { installOpenTelemetryCollector } from './recipes/opentelemetry-collector.js';
import { installPythonPackages } from './recipes/python-packages.js';
import { installPythonWheel } from './recipes/python-wheel.js';
import { sourcesFingerprint } from './recipes/sources.js';

/** Puts a program into an empty folder. */
export type Installer = (name: string, recipe: Recipe, directory: string) => Promise<void>;

/** How a program is installed. */
export interface InstallOptions extends LockOptions {
  /** The folder of all programs. */
  readonly cache: string;
  /** Is told when the program has to be downloaded or built. */
  readonly onInstall?: () => void;
  readonly installer?: Installer;
}

/**
 * Installs a program unless it is there.
 *
 * Its folder appears as a whole, by renaming: what is there is complete, and nobody starts half a file.
 *
 * @returns the path of its executable
 * @throws Error that names the program, and says what is missing or failed
 */
export async function install(name: string, recipe: Recipe, options: InstallOptions): Promise<string> {
  const { cache, onInstall, installer = installByRecipe } = options;
  const sources = isFromSources(recipe) ? await sourcesFingerprint(recipe.folder) : '';
  const directory = join(cache, directoryName(name, recipe, sources));
  const executable = join(directory, executablePath(name, recipe));
  if (existsSync(executable)) return executable;

  const put = async (): Promise<void> => {
    if (existsSync(executable)) return;
    onInstall?.();
    const unfinished = await mkdtemp(`${directory}.unfinished-`);
    try {
      // mkdtemp lets nobody else in, but some programs refuse to be run by root.
      await chmod(unfinished, 0o755);
      await installer(name, recipe, unfinished);
      await rename(unfinished, directory);
    } catch (error) {
      if (!existsSync(executable)) throw error;
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  };
  try {
    await mkdir(cache, { recursive: true });
    await withLock(`${directory}.lock`, put, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} ${recipe.version} cannot be installed: ${reason}`, { cause: error });
  }
  return executable;
}

type FromSources = Extract<Recipe, { readonly kind: 'cargo-source' | 'go-source' | 'python-packages' }>;

/** Whether a program is made from files of this repository. */
const isFromSources = (recipe: Recipe): recipe is FromSources =>
  ['cargo-source', 'go-source', 'python-packages'].includes(recipe.kind);

/** Installs a program the way its recipe says. */
const installByRecipe: Installer = async (name, recipe, directory) => {
  const platform = `${process.platform}-${process.arch}`;
  if ('platform' in recipe && recipe.platform !== platform) {
    throw new Error(`it is prebuilt for ${recipe.platform}, but this machine is ${platform}. Use such a machine.`);
  }
  switch (recipe.kind) {
    case 'cargo-source':
      return installCargoSource(name, recipe, directory);
    case 'debian-packages':
      return installDebianPackages(name, recipe, directory);
    case 'go-module':
      return installGoModule(name, recipe, directory);
    case 'go-source':
      return installGoSource(name, recipe, directory);
    case 'npm-package':
      return installNpmPackage(name, recipe, directory);
    case 'opentelemetry-collector':
      return installOpenTelemetryCollector(name, recipe, directory);
    case 'python-packages':
      return installPythonPackages(name, recipe, directory);
    case 'python-wheel':
      return installPythonWheel(name, recipe, directory);
  }
};
