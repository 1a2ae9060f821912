import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import type { CargoSource } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';
import { repository } from './sources.js';

/** Builds the Rust programs of a folder. What the build leaves behind is more than ten times as large, and removed. */
export function installCargoSource(name: string, recipe: CargoSource, directory: string): Promise<void> {
  return withTemporaryDirectory(async (target) => {
    await runCommand('cargo', ['build', '--locked', '--quiet', '--bins'], {
      directory: join(repository, recipe.folder),
      environment: { CARGO_TARGET_DIR: target },
      remedy: `${name} is built from source. Install Rust 1.91 or newer and a C compiler.`,
    });
    for (const binary of recipe.binaries) await cp(join(target, 'debug', binary), join(directory, binary));
  });
}
