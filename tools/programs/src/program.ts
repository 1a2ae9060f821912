import { cacheDirectory } from './directories.js';
import { install } from './install.js';
import type { ProgramName } from './table.js';
import { table } from './table.js';

const installed = new Map<ProgramName, Promise<string>>();

/**
 * The path of a program's executable. At its first use on a machine the program is downloaded or built, which may take
 * minutes; see `installationMilliseconds`.
 *
 * @throws Error that says what is missing or failed
 */
export function program(name: ProgramName): Promise<string> {
  const known = installed.get(name);
  if (known !== undefined) return known;
  const { version } = table[name];
  const path = install(name, table[name], {
    cache: cacheDirectory(process.env),
    onInstall: () => {
      console.error(`Installing ${name} ${version}: this happens once on a machine.`);
    },
    onWait: (owner) => {
      console.error(`Waiting for ${name} ${version}, which process ${owner} installs.`);
    },
  });
  installed.set(name, path);
  return path;
}

/** How long a test may wait for programs that are not installed yet. Milliseconds. */
export const installationMilliseconds = 30 * 60_000;
