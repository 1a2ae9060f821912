import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Copies programs of this machine into the root of an image, with the shared libraries that the loader finds for them.
 *
 * @param paths where the programs lie in the image, and from where they come
 */
export async function addPrograms(root: string, paths: Readonly<Record<string, string>>): Promise<void> {
  for (const [target, source] of Object.entries(paths)) {
    await copy(await realpath(source), join(root, target));
    await chmod(join(root, target), 0o755);
    await addLibraries(root, source);
  }
}

/** Copies the shared libraries of a program or library to where the loader looks for them. */
export async function addLibraries(root: string, source: string): Promise<void> {
  for (const library of librariesOf(source)) await copy(await realpath(library), join(root, library));
}

/** Static programs have none. */
function librariesOf(path: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' });
  return [...stdout.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, library]) => library ?? '');
}

/** Adds a shell with the usual small programs: one static BusyBox under many names. */
export async function addBusybox(root: string, busybox: string): Promise<void> {
  await addPrograms(root, { 'bin/busybox': busybox });
  const { stdout } = spawnSync(busybox, ['--list'], { encoding: 'utf8' });
  for (const name of stdout.trim().split('\n')) {
    if (name !== 'busybox') await symlink('busybox', join(root, 'bin', name));
  }
}

async function copy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await cp(source, target, { force: true });
}

/** A name for the archive of an image. */
export const archiveName = (image: string): string => `${basename(image).replaceAll(/[^\w.-]/g, '-')}.tar`;
