import { authorizationCodeFlow } from '@semantic-explorer/dex/testing';
import { quickwitIndexes } from '@semantic-explorer/platform';
import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { answerOf } from '../testing/answer.js';
import { readProfile } from '../testing/chart.js';
import { kubectl } from '../testing/commands.js';
import { canConnect } from '../testing/connect.js';
import { clientSettings } from '../testing/login.js';
import type { Usage } from '../testing/fake-report.js';
import { reportOf } from '../testing/fake-report.js';
import { loginThroughApi } from '../testing/login-through-api.js';
import type { Pod } from '../testing/objects.js';
import { listObjects, ofRelease, startTimesOf } from '../testing/objects.js';
import type { Operations } from '../testing/operations.js';
import { operationsOn } from '../testing/operations.js';
import { withPortForward } from '../testing/port-forward.js';
import { prometheusIn } from '../testing/prometheus.js';
import type { Release } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

const minimal = readProfile('minimal') as Readonly<Record<string, object>>;
const values = {
  ...minimal,
  networkPolicy: { egress: { enabled: true } },
  // The API makes a job a second, which this worker takes one after the other: a queue that only grows is an alert.
  workerVisualizationsPy: { ...minimal['workerVisualizationsPy'], extraEnvironment: { FAKE_JOB_SECONDS: '0.2' } },
};

/** Longer than the interval of scrapes, and the longest that the collector waits before it tries again. */
const polling = { timeout: 60_000, interval: 1000 };
/** Workers push metrics once a minute. */
const pushing = { timeout: 120_000, interval: 1000 };

describe.skipIf(inject('kubeconfig') === '')('the profile "minimal" on a real node', () => {
  let space: Space;
  let release: Release;
  let operations: Operations;

  const pods = (): Promise<readonly Pod[]> => listObjects<Pod>(space.administrator, 'pods', ofRelease(release.name));
  const name = (service: string): string => operations.name(service);
  const reportIn = (pod: string, port: number): Promise<Readonly<Record<string, Usage>>> =>
    reportOf(space.administrator, name(pod), port);
  /** Expects that as many traces and logs of the API as were acknowledged are kept. */
  const expectKept = async (acknowledged: number): Promise<void> => {
    for (const kind of ['traces', 'logs'])
      await expect
        .poll(async () => (await reportIn('quickwit-0', 7280))[`${kind} of semantic-explorer`]?.found ?? 0, {
          ...polling,
          message: kind,
        })
        .toBeGreaterThanOrEqual(acknowledged);
  };

  beforeAll(async () => {
    space = await createSpace('minimal', await renderChart([values]));
    const binary = helmVersions().at(-1);
    if (binary === undefined) throw new Error('There is no Helm');
    release = createRelease(binary, space.deployer);
    operations = operationsOn(space.administrator, release.name);
  });
  afterAll(() => space.remove());

  it('installs: credentials are made, everything becomes Ready without a restart, and nobody warns', async () => {
    const start = performance.now();
    const result = await release.install(values);
    // Helm does not wait for Jobs.
    await operations.allReady();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`From helm install --wait to all Ready: ${seconds} s\n${startTimesOf(await pods())}`);

    expect(warningsOf(result)).toEqual([]);
    expect(result.ok).toBe(true);
    expect(await operations.restarts()).toEqual([]);
  });

  it('passes helm test', async () => {
    const { ok, output } = await release.helm('test', '--logs');

    expect([ok, output]).toEqual([true, expect.stringContaining('the installation works: all 12 answered')]);
  });

  it('lets the API log into each service with the credentials that it was given', async () => {
    const report = await operations.apiWell();

    for (const service of ['vectors', 'login', 'telemetry'])
      expect(report[service]?.acknowledged, service).toBeGreaterThan(0);
    for (const service of ['database', 'storage', 'queue'])
      expect(report[service]?.found, service).toBeGreaterThanOrEqual(3);
  });

  it('lets pods reach what their services declare, and nothing else', async () => {
    const reaches = (service: string, port: number): Promise<boolean> =>
      canConnect(space.administrator, name('worker-visualizations-py-0'), `${name(service)}:${port}`);

    expect(await reaches('otel-collector', 4317)).toBe(true);
    expect(await reaches('postgresql', 5432)).toBe(false);
  });

  it('lets workers take jobs from the queue', async () => {
    await expect
      .poll(async () => (await reportIn('worker-datasets-0', 8083))['queue']?.found, polling)
      .toBeGreaterThan(0);
  });

  it('logs a person in through Dex, as the API asks for it', async () => {
    const settings = await clientSettings(space.administrator, name('api-0'));
    expect(settings).toMatchObject({
      issuer: 'http://explorer-semantic-explorer-dex:5556/dex',
      clientId: 'semantic-explorer',
      redirectUri: 'http://localhost:8080/auth_callback',
    });
    await withPortForward(space.administrator, `service/${name('dex')}`, 5556, async (address) => {
      const person = { ...settings, address, email: 'admin@example.com', password: 'password' };
      expect(await authorizationCodeFlow(person)).toMatchObject({
        claims: { iss: settings.issuer, aud: 'semantic-explorer', email: 'admin@example.com', email_verified: true },
      });
      expect(await authorizationCodeFlow({ ...person, password: 'Password' })).toEqual({
        refusedBy: 'page',
        status: 401,
      });
    });
  });

  it('lets the API serve a user of Dex', async () => {
    const { issuer } = await clientSettings(space.administrator, name('api-0'));
    await withPortForward(space.administrator, `service/${name('dex')}`, 5556, (dex) =>
      withPortForward(space.administrator, `service/${name('api')}`, 8080, async (api) => {
        const user = { email: 'admin@example.com', password: 'password' };
        expect(await loginThroughApi({ api, publicUrl: 'http://localhost:8080', issuer, dex, ...user })).toMatchObject({
          status: 200,
          body: { email: user.email },
        });
      }),
    );
  });

  it('keeps in the bucket of Quickwit what the API sends to the collector, for a time', async () => {
    const sent = (await operations.apiReport())['telemetry']?.acknowledged ?? Infinity;
    await expectKept(sent);
    const traces = `/api/v1/indexes/${quickwitIndexes.traces}`;
    expect(await answerOf(space.administrator, name('quickwit-0'), 7280, traces)).toMatchObject({
      index_config: { retention: { period: '3 days', schedule: 'daily' } },
    });
  });

  it('shows Prometheus every service that exports metrics, and what workers push', async () => {
    const prometheus = prometheusIn(space.administrator, name('prometheus-0'));
    await expect.poll(() => prometheus.problems(), polling).toEqual([]);
    expect(await prometheus.jobs()).toEqual([
      'api',
      'dex',
      'grafana',
      'minio',
      'nats',
      // Metrics of others, and its own.
      'otel-collector',
      'otel-collector',
      'postgresql',
      'prometheus',
      'qdrant',
      'quickwit',
      'valkey',
      'worker-visualizations-py',
    ]);
    for (const worker of ['worker-collections', 'worker-datasets'])
      await expect
        .poll(() => prometheus.query(`sum(worker_jobs_total{exported_job="${worker}",status="success"}) > 0`), pushing)
        .toHaveLength(1);
  });

  it('gives Grafana what its dashboards ask for', async () => {
    const report = await reportIn('grafana-0', 3000);
    for (const source of ['Prometheus', 'Quickwit traces']) {
      expect(report[source], source).not.toHaveProperty('problem');
      expect(report[source]?.acknowledged, source).toBeGreaterThan(0);
    }
    expect(report['dashboards']?.found).toBeGreaterThan(0);
  });

  it('alerts nobody', async () => {
    const prometheus = prometheusIn(space.administrator, name('prometheus-0'));
    await expect.poll(() => prometheus.problems(), polling).toEqual([]);
    // What was not there yet while everything started is forgotten when rules are evaluated the next time.
    const since = await prometheus.now();
    await expect.poll(() => prometheus.failingRules(since), polling).toEqual([]);
    expect(await prometheus.alerts()).toEqual([]);
  });

  it.each(['postgresql-0', 'nats-0', 'minio-0', 'dex', 'qdrant-0'])(
    'becomes Ready again by itself when %s is killed, and nothing acknowledged is lost',
    async (service) => {
      const before = await operations.apiReport();
      const victims = (await pods()).filter(({ metadata }) => metadata.name.startsWith(name(service)));
      expect(victims.length).toBe(1);
      await operations.kill(...victims.map(({ metadata }) => metadata.name));

      await operations.allReady();

      const after = await operations.apiWell();
      for (const kept of ['database', 'storage', 'queue'])
        expect(after[kept]?.found, kept).toBeGreaterThanOrEqual(before[kept]?.acknowledged ?? Infinity);
    },
  );

  it('keeps logs and traces while Quickwit is away', async () => {
    await operations.kill(name('quickwit-0'));
    const sent = (await operations.apiReport())['telemetry']?.acknowledged ?? Infinity;

    await operations.allReady();

    await expectKept(sent);
  });

  it('refuses what Kubernetes would refuse half way, in words that Helm prints, and touches nothing', async () => {
    const generations = (): Promise<string> =>
      kubectl(space.administrator, ['get', 'statefulsets', '--output=jsonpath={.items[*].metadata.generation}']);
    const before = await generations();

    const refused = await release.upgrade(values, '--set=nats.persistence.size=3Gi,api.image.pullPolicy=Never');

    expect(refused.ok).toBe(false);
    expect(refused.messages).toContain(
      `- StatefulSet ${name('nats')}: volume data resources.requests.storage is 2Gi, and the values give 3Gi.`,
    );
    expect(await generations()).toBe(before);
    await kubectl(space.administrator, ['delete', 'job', '--selector=app.kubernetes.io/name=upgrade-check']);
  });

  it('has restarted no container until now', async () => {
    await operations.allReady();

    expect(await operations.restarts()).toEqual([]);
  });

  it('leaves claims and credentials when it is uninstalled, and takes them up again with their data', async () => {
    const rows = (await operations.apiReport())['database']?.found ?? 0;
    demandSuccess(await release.helm('uninstall', '--wait', '--timeout=150s'));
    demandSuccess(await release.install(values));

    // The fake counts the rows of its pod.
    expect((await operations.apiReport())['database']?.found).toBeGreaterThanOrEqual(rows);
    expect(await operations.restarts()).toEqual([]);
  });
});
