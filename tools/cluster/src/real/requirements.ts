import { accessSync, constants } from 'node:fs';

/** Why no real node can run on this machine; undefined when one can. */
export function missingForRealNode(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root: containers have namespaces, mounts and control groups';
  try {
    for (const group of ['/sys/fs/cgroup', '/proc/sys/vm/overcommit_memory']) accessSync(group, constants.W_OK);
  } catch (error) {
    return `it needs to change the kernel's settings: ${String(error)}`;
  }
  return undefined;
}
