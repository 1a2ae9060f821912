import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ofKind } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { program } from 'programs';

const run = promisify(execFile);

/** What promtool says; it rejects when promtool refuses. */
export const promtool = async (...args: readonly string[]): Promise<string> =>
  (await run(await program('promtool'), args)).stdout;

/** What promtool says of the configuration among the objects of Prometheus, and how many files of rules there are. */
export async function checkConfiguration(
  objects: readonly Manifest[],
): Promise<{ readonly ruleFiles: number; readonly output: string }> {
  const files = ofKind(objects, 'ConfigMap').flatMap(({ data }) =>
    Object.entries(data as Readonly<Record<string, string>>),
  );
  const directory = await mkdtemp(join(tmpdir(), 'prometheus-'));
  try {
    await mkdir(join(directory, 'rules'));
    for (const [file, text] of files) {
      // The rules are mounted at a place that this machine may not have.
      if (file === 'prometheus.yml')
        await writeFile(join(directory, file), text.replace('/etc/prometheus-rules', `${directory}/rules`));
      else await writeFile(join(directory, 'rules', file), text);
    }
    const output = await promtool('check', 'config', join(directory, 'prometheus.yml'));
    return { ruleFiles: files.length - 1, output };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
