import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PythonPackages } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { repository } from './sources.js';

/** A script that runs a module with the packages in the folder `packages` beside itself, wherever that is. */
export const launcher = ({ module }: PythonPackages): string => `#!/bin/sh
PYTHONPATH="$(dirname "$0")/packages" exec python3 -m ${module} "$@"
`;

/** Downloads the packages, which pip compares with their pinned hashes; nothing of them runs before that. */
export async function installPythonPackages(name: string, recipe: PythonPackages, directory: string): Promise<void> {
  const pip = [
    '-m',
    'pip',
    '--quiet',
    '--disable-pip-version-check',
    'install',
    '--no-deps',
    '--root-user-action=ignore',
  ];
  await runCommand(
    'python3',
    [
      ...pip,
      '--only-binary=:all:',
      '--require-hashes',
      '--requirement=requirements.txt',
      `--target=${join(directory, 'packages')}`,
    ],
    {
      directory: join(repository, recipe.folder),
      remedy: `${name} is made of Python packages. Install Python 3 with pip (Debian: python3-pip).`,
    },
  );
  const executable = join(directory, name);
  await writeFile(executable, launcher(recipe));
  await chmod(executable, 0o755);
}
