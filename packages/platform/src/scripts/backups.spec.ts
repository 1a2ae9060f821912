import { afterEach, describe, expect, it } from 'vitest';

import type { FakeAnswer, FakeKubernetesApi } from './testing/fake-kubernetes-api.js';
import { startFakeKubernetesApi, statusAnswer } from './testing/fake-kubernetes-api.js';
import { freePort } from './testing/peers.js';
import type { RunningScript } from './testing/run-script.js';
import { runScript, scriptPath, startScript } from './testing/run-script.js';

const script = scriptPath('export-release.mjs');
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Started {
  readonly api: FakeKubernetesApi;
  readonly program: RunningScript;
  /** The samples of backups, without their labels. */
  readonly samples: () => Promise<Readonly<Record<string, number>>>;
}

const path = '/apis/batch/v1/namespaces/fake/cronjobs/prod-backup';

/** Starts the program beside an API that has a CronJob, or answers as told. */
async function started(answer: () => FakeAnswer | undefined, object?: unknown): Promise<Started> {
  const api = await startFakeKubernetesApi();
  api.objects.set(path, object);
  api.intercept = answer;
  const port = await freePort();
  const program = startScript(script, {
    ...api.env,
    BACKUP_CRON_JOBS: 'postgresql prod-backup 50',
    BACKUP_INTERVAL_SECONDS: '0.05',
    METRICS_PORT: String(port),
  });
  stops.push(
    () => {
      api.close();
    },
    async () => {
      program.terminate();
      await program.ended;
    },
  );
  return {
    api,
    program,
    samples: async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const found = [...text.matchAll(/^backup_(\w+)\{backup="postgresql"\} (\d+)$/gm)];
      return Object.fromEntries(found.map(([, name = '', value]) => [name, Number(value)]));
    },
  };
}

const cronJob = (status?: object): unknown => ({
  kind: 'CronJob',
  metadata: { name: 'prod-backup', creationTimestamp: '2026-01-01T00:00:00Z' },
  status,
});
const [created, scheduled, succeeded] = [1_767_225_600, 1_767_312_000, 1_767_312_060];

describe('the last success of a backup', () => {
  it('is exported with what else Kubernetes knows', async () => {
    const { api, program, samples } = await started(
      () => undefined,
      cronJob({
        lastScheduleTime: '2026-01-02T00:00:00Z',
        lastSuccessfulTime: '2026-01-02T00:01:00Z',
        active: [{ name: 'prod-backup-1' }],
      }),
    );
    await program.printed(/backup postgresql: last success: 2026-01-02T00:01:00Z/);
    expect(await samples()).toEqual({
      created_timestamp_seconds: created,
      last_schedule_timestamp_seconds: scheduled,
      last_success_timestamp_seconds: succeeded,
      running: 1,
      max_age_seconds: 180_000,
      look_succeeded: 1,
    });
    expect(new Set(api.requests.map((request) => `${request.method} ${request.path}`))).toEqual(
      new Set([`GET ${path}`]),
    );
  });

  it('is left out while there is none', async () => {
    const { program, samples } = await started(() => undefined, cronJob());
    await program.printed(/last success: never/);
    expect(await samples()).toEqual({
      created_timestamp_seconds: created,
      running: 0,
      max_age_seconds: 180_000,
      look_succeeded: 1,
    });
  });

  it('is exported on while the API does not answer, and that nobody asked since', async () => {
    const refusals: FakeAnswer[] = [];
    const { program, samples } = await started(
      () => refusals[0],
      cronJob({ lastSuccessfulTime: '2026-01-02T00:01:00Z' }),
    );
    await program.printed(/last success/);
    refusals.push(statusAnswer(403, 'cronjobs.batch "prod-backup" is forbidden'));
    await program.printed(/reading CronJob prod-backup: status 403: cronjobs\.batch "prod-backup" is forbidden/);
    expect(await samples()).toMatchObject({ last_success_timestamp_seconds: succeeded, look_succeeded: 0 });
  });

  it.each<readonly [string, FakeAnswer, RegExp]>([
    ['a proxy instead of the API', { status: 502, body: '<html>' }, /status 502: no message/],
    ['a connection that breaks', 'reset', /connection reset|socket hang up/],
  ])('is not known from %s', async (_, answer, problem) => {
    const { program, samples } = await started(() => answer);
    await program.printed(problem);
    expect(await samples()).toEqual({ max_age_seconds: 180_000, look_succeeded: 0 });
  });
});

it.each([
  [{ BACKUP_CRON_JOBS: 'postgresql' }, '"postgresql" is no name, CronJob and number of hours'],
  [{ BACKUP_CRON_JOBS: 'postgresql prod-backup 50' }, 'KUBERNETES_SERVICE_HOST: is not set'],
])('refuses %j', async (env, problem) => {
  const { code, stderr } = await runScript(script, env);
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
});
