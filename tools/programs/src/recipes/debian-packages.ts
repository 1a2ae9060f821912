import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DebianPackages } from '../recipe.js';
import { runCommand } from '../run-command.js';
import { withTemporaryDirectory } from '../temporary-directory.js';

/** The code name of a release in the text of `/etc/os-release`. */
export const codeName = (osRelease: string): string | undefined => /^VERSION_CODENAME=(.*)$/m.exec(osRelease)?.[1];

/** Downloads packages of the distribution, with lists of its own so that nothing of the machine changes, and unpacks them. */
export async function installDebianPackages(
  name: string,
  recipe: DebianPackages & { readonly version: string },
  directory: string,
): Promise<void> {
  const release = codeName(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  if (release !== recipe.version)
    throw new Error(
      `it consists of packages of Debian ${recipe.version}, but this machine is ${release ?? 'another'}.`,
    );
  await withTemporaryDirectory(async (workspace) => {
    const [lists, cache] = [join(workspace, 'lists'), join(workspace, 'cache')];
    for (const folder of [join(lists, 'partial'), join(cache, 'archives/partial')])
      await mkdir(folder, { recursive: true });
    const options = [`--option=Dir::State::lists=${lists}`, `--option=Dir::Cache=${cache}`, '--quiet=2'];
    const run = (command: string, args: readonly string[]): Promise<string> =>
      runCommand(command, args, { directory: workspace, remedy: `${name} comes in Debian packages. Use Debian.` });
    await run('apt-get', [...options, 'update']);
    await run('apt-get', [...options, 'download', ...recipe.packages]);
    for (const file of await readdir(workspace))
      if (file.endsWith('.deb')) await run('dpkg-deb', ['--extract', file, directory]);
  });
}
