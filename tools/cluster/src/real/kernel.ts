import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from 'programs';

import type { Settings } from '../settings.js';

/** Settings of the whole machine that a kubelet changes. */
const changed = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];
const savedFile = (settings: Settings): string => join(settings.directory, 'kernel.json');
const pathOf = (name: string): string => `/proc/sys/${name}`;

/** Remembers what a kubelet is about to change outside of its namespaces. */
export function saveKernelSettings(settings: Settings): void {
  const saved = Object.fromEntries(changed.map((name) => [name, readFileSync(pathOf(name), 'utf8')]));
  writeFileSync(savedFile(settings), JSON.stringify(saved));
}

/** Gives the machine back what the real node changed outside of its namespaces: kernel settings and control groups. */
export async function restoreKernel(settings: Settings): Promise<void> {
  if (!existsSync(savedFile(settings))) return;
  const saved = JSON.parse(readFileSync(savedFile(settings), 'utf8')) as Readonly<Record<string, string>>;
  for (const [name, value] of Object.entries(saved)) writeFileSync(pathOf(name), value);
  const root = '/sys/fs/cgroup';
  // A killed process stays in its group until the kernel has freed what it used.
  await eventually(
    'the control groups of pods can be removed',
    () => {
      for (const group of [root, ...readdirSync(root).map((controller) => join(root, controller))])
        removeGroup(join(group, 'kubepods'));
    },
    { timeoutMilliseconds: 60_000, pollMilliseconds: 200 },
  );
}

/** Removes a control group with those below it. Its files are not removed: the kernel shows them. */
function removeGroup(path: string): void {
  if (!existsSync(path)) return;
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(path, entry.name));
  rmdirSync(path);
}
