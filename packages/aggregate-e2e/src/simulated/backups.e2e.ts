import { join } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, startProgram } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Access } from '../testing/commands.js';
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

let space: Space | undefined;
let administrator: Access;
let deployer: Access;
let pod: InPod;
let port: number;
let exporter: RunningProgram | undefined;

/** The samples of backups, without their labels. */
async function exported(): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();
  const samples = [...text.matchAll(/^backup_(\w+)\{backup="postgresql"\} (\d+)$/gm)];
  return Object.fromEntries(samples.map(([, name = '', value]) => [name, Number(value)]));
}

/** Waits for samples, and says what the exporter has written when they do not come. */
const eventuallyExports = (expected: Readonly<Record<string, unknown>>, timeoutMilliseconds: number): Promise<void> =>
  eventually(
    'the exporter tells it',
    async () => {
      expect(await exported()).toMatchObject(expected);
    },
    { timeoutMilliseconds, ...(exporter && { running: exporter }) },
  );

beforeAll(async () => {
  const values = { postgresql: { backup: { enabled: true } } };
  space = await createSpace('backups', await renderChart([values]));
  ({ administrator, deployer } = space);
  const rendered = await renderChart([values], 'explorer', deployer.namespace);
  const objects = (rendered as unknown as readonly RenderedObject[]).filter(
    ({ kind, metadata }) => /-(release-exporter|postgresql-backup)$/.test(metadata.name) && kind !== 'Deployment',
  );
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl(deployer, ['apply', '--filename=-'], list);
  const files = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  pod = await inPod(space, 'explorer-semantic-explorer-release-exporter', files);
  [port = 0] = await freePorts(1);
  exporter = startProgram(process.execPath, [join(pod.directory, 'export-release.mjs')], {
    environment: {
      ...pod.environment,
      BACKUP_CRON_JOBS: `postgresql ${cronJob} 50`,
      BACKUP_INTERVAL_SECONDS: '0.2',
      METRICS_PORT: String(port),
    },
  });
});
afterAll(async () => {
  await exporter?.stop();
  await space?.remove();
});

it('the exporter tells when the last backup succeeded, as Kubernetes knows it, with a right to read that CronJob only', async () => {
  await eventuallyExports({ look_succeeded: 1, running: 0 }, 10_000);
  expect(await exported()).not.toHaveProperty('last_success_timestamp_seconds');

  await kubectl(deployer, ['create', 'job', 'by-hand', `--from=cronjob/${cronJob}`]);

  await eventuallyExports({ last_success_timestamp_seconds: expect.any(Number) }, 60_000);
  const time = await kubectl(administrator, [
    ...['get', 'cronjob', cronJob],
    '--output=jsonpath={.status.lastSuccessfulTime}',
  ]);
  expect((await exported())['last_success_timestamp_seconds']).toBe(Date.parse(time) / 1000);
  expect(await tryKubectl(pod.access, ['get', 'cronjob', cronJob])).toMatchObject({ ok: true, messages: '' });
  for (const what of ['cronjob/other', 'cronjobs', 'jobs', 'secrets', 'pods']) {
    const refused = await tryKubectl(pod.access, ['get', what]);
    expect(refused.ok, what).toBe(false);
    expect(refused.messages, what).toMatch(/forbidden/i);
  }
});
