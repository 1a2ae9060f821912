import { setTimeout as sleep } from 'node:timers/promises';

import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl, tryKubectl } from '../testing/commands.js';
import type { Pod } from '../testing/objects.js';
import { isReady, listObjects, ofRelease } from '../testing/objects.js';
import { allReady } from '../testing/readiness.js';
import { createRelease, demandSuccess } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

const nodes = ['', 'gpu-'].flatMap((kind) => [0, 1, 2, 3].map((index) => `simulated-${kind}${index}`));
/** How many pods of a service must be Ready at any time for it to take writes. */
const quorum = { nats: 2, minio: 3, qdrant: 2 };

const production = readProfile('production');
let space: Space;

const pods = (): Promise<readonly Pod[]> => listObjects<Pod>(space.administrator, 'pods', ofRelease('explorer'));

beforeAll(async () => {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm');
  space = await createSpace('drain', await renderChart([production]));
  demandSuccess(await createRelease(binary, space.deployer).install(production));
});
afterAll(async () => {
  for (const node of nodes) await tryKubectl(space.administrator, ['uncordon', node]);
  await space.remove();
});

it.each(nodes)('%s is drained without waiting for ever, and quorums hold meanwhile', async (node) => {
  await allReady(space.administrator, 'explorer');
  const fewest = new Map<string, number>(Object.entries(quorum).map(([service]) => [service, Infinity]));
  const draining = tryKubectl(space.administrator, [
    ...['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=90s'],
    `--pod-selector=${ofRelease('explorer')}`,
  ]);
  const ended = draining.then(() => 'ended');
  while ((await Promise.race([ended, sleep(100)])) !== 'ended') {
    const ready = (await pods()).filter(isReady);
    for (const [service, least] of fewest) {
      const count = ready.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === service).length;
      fewest.set(service, Math.min(least, count));
    }
  }

  expect((await draining).ok, (await draining).messages).toBe(true);
  for (const [service, needed] of Object.entries(quorum))
    expect(fewest.get(service), service).toBeGreaterThanOrEqual(needed);
  await kubectl(space.administrator, ['uncordon', node]);
  await allReady(space.administrator, 'explorer');
});
