import { helmVersions } from 'helm-harness';
import { eventually } from 'programs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { kubectl } from '../testing/commands.js';
import type { Pod } from '../testing/objects.js';
import { isReady, listObjects, namesOf, ofRelease, restartsOf } from '../testing/objects.js';
import type { Release } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, readProfile, renderChart } from '../testing/space.js';
import type { Usage } from '../testing/stand-in.js';
import { reportOf } from '../testing/stand-in.js';

const values = readProfile('minimal');

describe.skipIf(inject('kubeconfig') === '')('the profile "minimal" on a real node', () => {
  let space: Space;
  let release: Release;

  const pods = (): Promise<readonly Pod[]> => listObjects<Pod>(space.administrator, 'pods', ofRelease(release.name));
  const name = (service: string): string => `${release.name}-semantic-explorer-${service}`;
  const apiReport = (): Promise<Readonly<Record<string, Usage>>> => reportOf(space.administrator, name('api-0'), 8080);
  const allReady = (): Promise<void> =>
    eventually(
      'every pod is Ready',
      async () => {
        const waiting = namesOf((await pods()).filter((pod) => !isReady(pod)));
        if (waiting.length > 0) throw new Error(waiting.join(', '));
      },
      { timeoutMilliseconds: 150_000, pollMilliseconds: 1000 },
    );

  beforeAll(async () => {
    space = await createSpace('minimal', await renderChart([values]));
    const binary = helmVersions().at(-1);
    if (binary === undefined) throw new Error('There is no Helm');
    release = createRelease(binary, space.deployer);
  });
  afterAll(() => space.remove());

  it('installs: credentials are made, everything becomes Ready without a restart, and nobody warns', async () => {
    const start = performance.now();
    const result = await release.install(values);
    console.log(`helm install --wait: ${((performance.now() - start) / 1000).toFixed(1)} s\n${timesOf(await pods())}`);

    expect(warningsOf(result)).toEqual([]);
    expect(result.ok).toBe(true);
    expect(namesOf((await pods()).filter((pod) => !isReady(pod)))).toEqual([]);
    expect(restartsOf(await pods())).toBe(0);
  });

  it('lets the API log into each service with the credentials that it was given', async () => {
    const report = await eventually('the API has used everything', async () => {
      const usages = await apiReport();
      const used = ['database', 'storage', 'queue', 'vectors', 'login'].map((service) => usages[service]);
      if (used.some((usage) => usage === undefined || usage.problem !== undefined || usage.acknowledged < 3))
        throw new Error(JSON.stringify(usages));
      return usages;
    });

    for (const service of ['database', 'storage', 'queue'])
      expect(report[service]?.found, service).toBeGreaterThanOrEqual(3);
  });

  it('lets workers take jobs from the queue', async () => {
    await expect
      .poll(async () => (await reportOf(space.administrator, name('worker-datasets-0'), 8083))['queue']?.found, {
        timeout: 60_000,
        interval: 1000,
      })
      .toBeGreaterThan(0);
  });

  it.each(['postgresql-0', 'nats-0', 'minio-0', 'dex', 'qdrant-0'])(
    'becomes Ready again by itself when %s is killed, and nothing acknowledged is lost',
    async (service) => {
      const before = await apiReport();
      const victims = (await pods()).filter(({ metadata }) => metadata.name.startsWith(name(service)));
      expect(victims.length).toBe(1);
      for (const { metadata } of victims)
        await kubectl(space.administrator, ['delete', 'pod', metadata.name, '--grace-period=0', '--force']);

      await allReady();

      const after = await eventually(
        'the API uses everything again',
        async () => {
          const usages = await apiReport();
          const problems = Object.values(usages).filter(({ problem }) => problem !== undefined);
          if (problems.length > 0) throw new Error(JSON.stringify(usages));
          return usages;
        },
        { timeoutMilliseconds: 90_000, pollMilliseconds: 1000 },
      );
      for (const kept of ['database', 'storage', 'queue'])
        expect(after[kept]?.found, kept).toBeGreaterThanOrEqual(before[kept]?.acknowledged ?? Infinity);
    },
  );

  it('leaves claims and credentials when it is uninstalled, and takes them up again with their data', async () => {
    const rows = (await apiReport())['database']?.found ?? 0;
    demandSuccess(await release.helm('uninstall', '--wait', '--timeout=150s'));
    demandSuccess(await release.install(values));

    // The stand-in counts the rows of its name, which is that of its pod.
    expect((await apiReport())['database']?.found).toBeGreaterThanOrEqual(rows);
    expect(restartsOf(await pods())).toBe(0);
  });
});

/** How long each pod took from its creation until it was Ready, the slowest first. */
function timesOf(pods: readonly Pod[]): string {
  return pods
    .map((pod) => {
      const ready = pod.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
      const seconds = (Date.parse(ready) - Date.parse(pod.metadata.creationTimestamp ?? '')) / 1000;
      return { seconds, line: `  ${String(seconds).padStart(4)} s  ${pod.metadata.name}` };
    })
    .sort((left, right) => right.seconds - left.seconds)
    .map(({ line }) => line)
    .join('\n');
}
