import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { addBusybox, addPrograms } from 'cluster-kit';
import type { ImageDescription } from 'cluster-kit';
import { program } from 'programs';

const application = resolve(import.meta.dirname, '../../../fakes/python/app');
const home = '/home/appuser';

/**
 * The fake of worker-visualizations-py: Debian's Python with the client libraries, and what the Dockerfile of the program puts around
 * its code: the user, the caches of datamapplot and the variables that lead to them.
 */
export async function workerVisualizations(root: string): Promise<Omit<ImageDescription, 'name' | 'root'>> {
  const python = await program('python3');
  const debian = resolve(dirname(python), '../..');
  for (const folder of await readdir(debian))
    await cp(join(debian, folder), join(root, folder), { recursive: true, verbatimSymlinks: true });
  // It is absolute, so it would lead out of the root.
  const loader = join(root, 'lib64/ld-linux-x86-64.so.2');
  await rm(loader);
  await symlink('../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', loader);
  // The image is Debian's, so it has a shell; tests execute curl.
  await addBusybox(root, await program('busybox'));
  await addPrograms(root, { 'usr/bin/curl': '/usr/bin/curl' });
  const libraries = join(dirname(await program('worker-visualizations-libraries')), 'packages');
  await cp(libraries, join(root, 'usr/local/lib/python3.11/dist-packages'), { recursive: true });
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await symlink('/usr/bin/python3.11', join(root, 'usr/local/bin/python'));
  await cp(application, join(root, 'app'), { recursive: true, filter: (path) => !path.includes('__pycache__') });
  const caches = join(root, home, '.local/share/datamapplot');
  await mkdir(caches, { recursive: true });
  for (const name of ['fonts', 'js']) await writeFile(join(caches, `datamapplot_${name}_encoded.json`), '{}');
  await mkdir(join(root, 'etc'), { recursive: true });
  await writeFile(join(root, 'etc/passwd'), `appuser:x:10001:10001::${home}:/bin/false\n`);
  await mkdir(join(root, 'tmp/numba_cache'), { recursive: true });
  return {
    command: ['python', 'main.py'],
    user: '10001',
    workingDirectory: '/app',
    environment: {
      TMPDIR: '/tmp',
      MPLCONFIGDIR: '/tmp/matplotlib',
      XDG_DATA_HOME: `${home}/.local/share`,
      XDG_CACHE_HOME: `${home}/.cache`,
    },
  };
}
