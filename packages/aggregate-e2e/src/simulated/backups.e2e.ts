import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { kubectl, tryKubectl } from '../testing/commands.js';
import { inPod } from '../testing/in-pod.js';
import type { InPod } from '../testing/in-pod.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

interface RenderedObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

const cronJob = 'explorer-semantic-explorer-postgresql-backup';
/** A port that no other test of this machine uses. */
const port = '19793';

let space: Space;
let pod: InPod;
let exporter: ChildProcess;

/** The samples of backups, without their labels. */
async function exported(): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const samples = [...text.matchAll(/^backup_(\w+)\{backup="postgresql"\} (\d+)$/gm)];
  return Object.fromEntries(samples.map(([, name = '', value]) => [name, Number(value)]));
}

beforeAll(async () => {
  const values = { postgresql: { backup: { enabled: true } } };
  space = await createSpace('backups', await renderChart([values]));
  const rendered = await renderChart([values], 'explorer', space.deployer.namespace);
  const objects = (rendered as unknown as readonly RenderedObject[]).filter(
    ({ kind, metadata }) => /-(release-exporter|postgresql-backup)$/.test(metadata.name) && kind !== 'Deployment',
  );
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl(space.deployer, ['apply', '--filename=-'], list);
  const files = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  pod = await inPod(space, 'explorer-semantic-explorer-release-exporter', files);
  exporter = spawn(process.execPath, [join(pod.directory, 'export-release.mjs')], {
    env: {
      ...pod.environment,
      BACKUP_CRON_JOBS: `postgresql ${cronJob} 50`,
      BACKUP_INTERVAL_SECONDS: '0.2',
      METRICS_PORT: port,
    },
    stdio: 'inherit',
  });
});
afterAll(async () => {
  exporter.kill();
  await once(exporter, 'exit');
  await space.remove();
});

it('the exporter tells when the last backup succeeded, as Kubernetes knows it, with a right to read that CronJob only', async () => {
  await expect.poll(exported, { timeout: 10_000 }).toMatchObject({ look_succeeded: 1, running: 0 });
  expect(await exported()).not.toHaveProperty('last_success_timestamp_seconds');

  await kubectl(space.deployer, ['create', 'job', 'by-hand', `--from=cronjob/${cronJob}`]);

  await expect
    .poll(exported, { timeout: 60_000 })
    .toMatchObject({ last_success_timestamp_seconds: expect.any(Number) as number });
  const time = await kubectl(space.administrator, [
    ...['get', 'cronjob', cronJob],
    '--output=jsonpath={.status.lastSuccessfulTime}',
  ]);
  expect((await exported())['last_success_timestamp_seconds']).toBe(Date.parse(time) / 1000);
  for (const what of ['cronjobs', 'jobs', 'secrets', 'pods'])
    expect((await tryKubectl(pod.access, ['get', what])).ok).toBe(false);
});
