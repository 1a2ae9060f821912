import { autoscalerPeriodSeconds } from 'cluster-kit';
import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl } from '../testing/commands.js';
import type { Release, Values } from '../testing/release.js';
import { createRelease, demandSuccess, withoutPauses } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';
import { watchReplicas } from '../testing/watch-replicas.js';

const minimal = readProfile('minimal');
const api = { ...(minimal['api'] as Values), database: { maxConnections: 5 } };
const fixed = { ...minimal, api: { ...api, replicaCount: 3 } };
const off = { ...minimal, api: { ...api, replicaCount: 2 } };
const autoscaled = { ...minimal, api: { ...api, autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 4 } } };
const name = 'explorer-semantic-explorer-api';

/** Says who else wants the number of pods, so that it stays when Helm gives it up. As docs/operations.md has it. */
const handOver = (space: Space, replicas: number): Promise<string> =>
  kubectl(
    space.deployer,
    ['apply', '--server-side', '--field-manager=handover', '--filename=-'],
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec: { replicas } }),
  );

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('with Helm %s', (_, binary) => {
  let space: Space;
  let release: Release;

  beforeAll(async () => {
    space = await createSpace(`autoscaling-${binary.major}`, await renderChart([autoscaled]));
    release = createRelease(binary, space.deployer, 'explorer', withoutPauses);
    demandSuccess(await release.install(fixed));
  });
  afterAll(() => space.remove());

  it('turning autoscaling on leaves one pod until the cluster looks at the autoscaler', async () => {
    const { fewest, secondsBelow } = await watchReplicas(space.administrator, name, 3, async () => {
      demandSuccess(await release.upgrade(autoscaled, '--wait=false'));
    });

    console.log(`Helm ${binary.version}: ${String(fewest)} pod for ${secondsBelow.toFixed(1)} s`);
    expect(fewest).toBe(1);
    expect(secondsBelow).toBeLessThan(autoscalerPeriodSeconds + 2);
  });

  it('turning it off gives the number of the values', async () => {
    demandSuccess(await release.upgrade(off));

    const replicas = ['get', 'statefulset', name, '--output=jsonpath={.spec.replicas}'];
    expect(await kubectl(space.administrator, replicas)).toBe('2');
  });

  // Helm 3 has no server-side apply, by which it could leave the number to somebody else.
  if (binary.major === 4) {
    it('turning it on after a hand-over keeps the number of pods', async () => {
      await handOver(space, 2);

      const { fewest } = await watchReplicas(space.administrator, name, 3, async () => {
        demandSuccess(await release.upgrade(autoscaled));
      });

      expect(fewest).toBe(2);
    });
  }
});
