import { manifestsText } from '@semantic-explorer/aggregate';
import { helmVersions } from 'helm-harness';
import { eventually } from 'programs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl } from '../testing/commands.js';
import { askLeader, jobsDone } from '../testing/jetstream.js';
import type { Operations } from '../testing/operations.js';
import { operationsOn } from '../testing/operations.js';
import type { Release } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

const minimal = readProfile('minimal') as Readonly<Record<string, object>>;
/** The stream of jobs of worker-datasets. */
const jobs = 'DATASET_TRANSFORMS';
const jobSeconds = 6;
const shutdownTimeoutSeconds = 12;
/** What the chart adds to it. */
const moreGraceSeconds = 15;
const values = {
  ...minimal,
  networkPolicy: { egress: { enabled: true } },
  // One node takes all three servers: they only prefer different ones.
  nats: { ...minimal['nats'], replicas: 3, streamReplicas: '3' },
  workerDatasets: {
    ...minimal['workerDatasets'],
    // One job after the other: the test counts them.
    jobs: { maxConcurrentJobs: 1, shutdownTimeoutSeconds },
    extraEnvironment: { FAKE_JOB_SECONDS: String(jobSeconds) },
  },
  // What these tests do not look at.
  ...Object.fromEntries(
    ['workerVisualizationsPy', 'prometheus', 'grafana', 'otelCollector', 'quickwit'].map((service) => [
      service,
      { enabled: false },
    ]),
  ),
};

describe.skipIf(inject('kubeconfig') === '')('a release with three servers of NATS and network policies', () => {
  let space: Space;
  let release: Release;
  /** The same one, handled by the oldest Helm. */
  let olderRelease: Release;

  let operations: Operations;

  const name = (service: string): string => operations.name(service);
  const servers = (): readonly string[] => [0, 1, 2].map((ordinal) => name(`nats-${String(ordinal)}`));
  const credentials = async (): Promise<Readonly<Record<string, string>>> =>
    JSON.parse(await operations.kubectl('get', 'secret', name('credentials'), '--output=jsonpath={.data}')) as Readonly<
      Record<string, string>
    >;

  beforeAll(async () => {
    const [oldest, newest] = [helmVersions().at(0), helmVersions().at(-1)];
    if (oldest === undefined || newest === undefined) throw new Error('There is no Helm');
    space = await createSpace('faults', await renderChart([values]));
    release = createRelease(newest, space.deployer);
    olderRelease = createRelease(oldest, space.deployer);
    operations = operationsOn(space.administrator, release.name);
    const result = await release.install(values);
    demandSuccess(result);
    expect(warningsOf(result)).toEqual([]);
  });
  afterAll(() => space.remove());

  it('passes the test without Helm, as the guide to operations says', async () => {
    const pod = manifestsText({
      release: { name: release.name, namespace: space.deployer.namespace },
      sources: [{ name: 'values', text: JSON.stringify(values) }],
      objects: 'test',
    });
    await kubectl(space.deployer, ['replace', '--force', '--filename=-'], pod);
    const succeeds = ['wait', '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s', '--filename=-'];
    await kubectl(space.deployer, succeeds, pod);

    const log = await kubectl(space.deployer, ['logs', name('installation-test')]);
    expect(log).toContain('the installation works: all 7 answered');
  });

  it('fails helm test with the reason while something is away', async () => {
    await operations.kubectl('scale', `deployment/${name('dex')}`, '--replicas=0');
    await operations.kubectl('wait', '--for=delete', 'pod', '--selector=app.kubernetes.io/name=dex', '--timeout=60s');

    const result = await release.helm('test');
    await operations.kubectl('scale', `deployment/${name('dex')}`, '--replicas=1');

    const log = result.output + result.messages;
    expect(result.ok).toBe(false);
    expect(log).toContain(`error: oidc at ${name('dex')}:5556 did not answer within 30 s: `);
    expect(log).toMatch(/error: [12] of 7 did not answer: oidc/);
    expect(log).toContain(`nats at ${name('nats')}:4222 answered`);
    await operations.allReady();
    await operations.apiWell();
  });

  it('lets a pod that is stopped in the middle of a job finish it within its grace period', async () => {
    const worker = name('worker-datasets-0');
    const consumer = () => askLeader(space.administrator, servers(), jobs, 'dataset-transform-workers');
    const first = await consumer();
    // The next one begins when one is done.
    const begun = await eventually(
      'a job is done',
      async () => {
        const now = await consumer();
        if (jobsDone(now) === jobsDone(first)) throw new Error('still the one before');
        return now;
      },
      { timeoutMilliseconds: 30_000, pollMilliseconds: 200 },
    );
    const uid = await operations.uidOf(worker);

    const start = performance.now();
    await operations.kubectl('delete', 'pod', worker, '--wait=false');
    const stopping = await operations.uidOf(worker);
    const inWork = await consumer();
    await eventually(
      'the pod ends',
      async () => {
        if ((await operations.uidOf(worker)) === uid) throw new Error('it is still there');
      },
      { timeoutMilliseconds: 60_000, pollMilliseconds: 200 },
    );
    const seconds = (performance.now() - start) / 1000;
    const after = await consumer();

    console.log(`the worker ended after ${seconds.toFixed(1)} s, in the middle of a job of ${String(jobSeconds)} s`);
    expect(stopping).toBe(uid);
    expect(seconds).toBeLessThan(shutdownTimeoutSeconds + moreGraceSeconds);
    // Jobs that the pod has received and not begun are delivered again later.
    expect([inWork, after].map(jobsDone)).toEqual([jobsDone(begun), jobsDone(begun) + 1]);
  });

  it('goes on when the server of NATS that leads the stream is killed, and nothing acknowledged is lost', async () => {
    const before = await operations.apiWell();
    const stream = await askLeader(space.administrator, servers(), jobs);
    const leader = stream.cluster.leader ?? '';
    await operations.kill(leader);

    await operations.allReady();

    const after = await operations.apiWell();
    for (const kept of ['queue', 'database', 'storage'])
      expect(after[kept]?.found, kept).toBeGreaterThanOrEqual(before[kept]?.acknowledged ?? Infinity);
    expect(after['queue']?.found).toBeGreaterThanOrEqual(after['queue']?.acknowledged ?? Infinity);
    expect(after['queue']?.acknowledged).toBeGreaterThan(before['queue']?.acknowledged ?? Infinity);
    const replicas = await eventually(
      'every copy of the stream is complete',
      async () => {
        const { cluster } = await askLeader(space.administrator, servers(), jobs);
        const current = (cluster.replicas ?? []).filter((replica) => replica.current);
        if (current.length < 2) throw new Error(JSON.stringify(cluster));
        return current;
      },
      { timeoutMilliseconds: 60_000, pollMilliseconds: 500 },
    );
    expect(replicas.length).toBe(2);
  });

  it('takes new passwords of PostgreSQL and NATS and a new client secret, as the guide to security says', async () => {
    const rotated = ['nats-password', 'oidc-client-secret', 'postgresql-password'];
    const before = await operations.apiWell();
    const old = await credentials();
    const removals = rotated.map((key) => ({ op: 'remove', path: `/data/${key}` }));
    await kubectl(space.deployer, [
      'patch',
      `secret/${name('credentials')}`,
      '--type=json',
      `--patch=${JSON.stringify(removals)}`,
    ]);
    demandSuccess(await release.upgrade(values));
    const fresh = await credentials();
    expect(Object.keys(fresh).sort()).toEqual(Object.keys(old).sort());
    expect(
      Object.keys(old)
        .filter((key) => old[key] !== fresh[key])
        .sort(),
    ).toEqual(rotated);

    const dex = `deployment/${name('dex')}`;
    await operations.kubectl('delete', 'pod', name('postgresql-0'), ...servers());
    await operations.kubectl('rollout', 'restart', dex);
    await operations.rolledOut([`statefulset/${name('postgresql')}`, `statefulset/${name('nats')}`, dex]);
    const inPostgresql = (...command: readonly string[]): Promise<string> =>
      operations.kubectl('exec', name('postgresql-0'), '--container=postgresql', '--', ...command);
    await inPostgresql('sh', '/docker-entrypoint-initdb.d/create-roles.sh');
    // The API keeps sessions open, which a new password does not end.
    const sessions = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'explorer'";
    await inPostgresql('psql', '--username=postgres', `--command=${sessions}`);

    const refused = await eventually(
      'the API is refused with what it had',
      async () => {
        const report = await operations.apiReport();
        const problems = ['database', 'queue', 'login'].map((service) => report[service]?.problem);
        // The first problem of the database is that its sessions have ended.
        if (problems.includes(undefined) || !problems[0]?.includes('password')) throw new Error(JSON.stringify(report));
        return problems.join('\n');
      },
      { timeoutMilliseconds: 60_000, pollMilliseconds: 500 },
    );
    expect(refused).toMatch(/password authentication failed/);
    expect(refused).toMatch(/the provider refuses the client/);
    expect(await operations.kubectl('logs', name('api-0'), '--container=nats-proxy')).toContain(
      'refuses the login (Authorization Violation)',
    );

    const clients = ['api', 'worker-collections', 'worker-datasets'].map((client) => `statefulset/${name(client)}`);
    await operations.kubectl('rollout', 'restart', ...clients);
    await operations.rolledOut(clients);
    const after = await operations.apiWell();
    for (const kept of ['queue', 'database', 'storage'])
      expect(after[kept]?.found, kept).toBeGreaterThanOrEqual(before[kept]?.acknowledged ?? Infinity);
    const test = await olderRelease.helm('test', '--logs');
    expect([test.ok, test.output]).toEqual([true, expect.stringContaining('the installation works: all 7 answered')]);
  });

  it('has restarted no container until the end', async () => {
    await operations.allReady();

    expect(await operations.restarts()).toEqual([]);
  });
});
