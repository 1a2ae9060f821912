import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes files into a directory and removes whatever was there before. The directory is replaced in one step: after a
 * failure it is as it was.
 */
export async function writeChart(files: ReadonlyMap<string, string>, directory: string): Promise<void> {
  const staging = `${directory}.${randomUUID()}`;
  const previous = `${staging}.previous`;
  try {
    for (const [path, text] of files) {
      const target = join(staging, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
    await rename(directory, previous).catch(ignoreMissing);
    await rename(staging, directory);
  } catch (error) {
    // Bring the earlier output back if it was moved away already.
    await rename(previous, directory).catch(ignoreMissing);
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(previous, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
