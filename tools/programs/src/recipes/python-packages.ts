import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PythonPackages } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { repository } from './sources.js';

/** A script that runs a module, or any program, with the packages in the folder `packages` beside itself, wherever that is. */
export const launcher = ({ module, pythonVersion = '3' }: PythonPackages): string => `#!/bin/sh
PYTHONPATH="$(dirname "$0")/packages" exec python${pythonVersion}${module === undefined ? '' : ` -m ${module}`} "$@"
`;

/** Arguments of Python that install the packages into a folder; pip compares them with their pinned hashes first. */
export const pipArguments = (recipe: PythonPackages, target: string): readonly string[] => [
  ...['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install', '--no-deps', '--root-user-action=ignore'],
  '--only-binary=:all:',
  ...(recipe.fromSource ?? []).map((name) => `--no-binary=${name}`),
  ...(recipe.pythonVersion === undefined ? [] : [`--python-version=${recipe.pythonVersion}`]),
  ...['--require-hashes', '--requirement=requirements.txt', `--target=${target}`],
];

/** Downloads the packages, which pip compares with their pinned hashes; nothing of them runs before that. */
export async function installPythonPackages(name: string, recipe: PythonPackages, directory: string): Promise<void> {
  await runCommand('python3', pipArguments(recipe, join(directory, 'packages')), {
    directory: join(repository, recipe.folder),
    remedy: `${name} is made of Python packages. Install Python 3 with pip (Debian: python3-pip).`,
  });
  const executable = join(directory, name);
  await writeFile(executable, launcher(recipe));
  await chmod(executable, 0o755);
}
