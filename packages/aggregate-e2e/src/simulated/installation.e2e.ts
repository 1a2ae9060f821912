import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kubectl } from '../testing/commands.js';
import { createCredentials } from '../testing/hook-program.js';
import type { ClusterObject } from '../testing/objects.js';
import { listObjects, namesOf, ofRelease, restartsOf } from '../testing/objects.js';
import { allReady } from '../testing/readiness.js';
import type { Release } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf, withoutPauses } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';
import { ownedKinds, versionsOf } from '../testing/versions.js';

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('with Helm %s', (version, binary) => {
  let space: Space;
  let release: Release;
  let claims: readonly ClusterObject[];

  const claimsNow = (): Promise<readonly ClusterObject[]> => listObjects(space.administrator, 'persistentvolumeclaims');
  const credentials = (): Promise<string> =>
    kubectl(space.administrator, ['get', 'secret', `${release.name}-semantic-explorer-credentials`, '--output=json']);

  beforeAll(async () => {
    space = await createSpace(`install-${binary.major}`, await renderChart());
    // The status of a StatefulSet changes once more after a pause.
    release = createRelease(binary, space.deployer, 'explorer', withoutPauses);
    await createCredentials(space, release.name);
  });
  afterAll(() => space.remove());

  it('installs with rights in one namespace only: every pod is Ready, and the API server warns of nothing', async () => {
    const result = await release.install({});

    expect(warningsOf(result)).toEqual([]);
    expect(result.ok).toBe(true);
    const pods = await allReady(space.administrator, release.name);
    expect(pods.length).toBeGreaterThan(10);
    expect(restartsOf(pods)).toEqual([]);
  });

  it('changes nothing when upgraded with the same values', async () => {
    const kinds = ownedKinds(await renderChart());
    const before = await versionsOf(space.administrator, kinds, release.name);

    const result = await release.upgrade({});

    expect(warningsOf(result)).toEqual([]);
    expect(result.ok).toBe(true);
    expect(Object.keys(before).length).toBeGreaterThan(50);
    expect(await versionsOf(space.administrator, kinds, release.name)).toEqual(before);
  });

  it('leaves volumes and generated credentials, and nothing else, when it is uninstalled', async () => {
    claims = await claimsNow();
    const kinds = ownedKinds(await renderChart());

    demandSuccess(await release.helm('uninstall', '--wait'));

    // Pods go a little later than what they belong to.
    const all = [...kinds, 'secrets', 'pods'].join(',');
    const left = async () => namesOf(await listObjects(space.administrator, all, ofRelease(release.name)));
    await expect.poll(left, { timeout: 30_000, interval: 500 }).toEqual([]);
    expect(await credentials()).toContain('postgresql-password');
    expect(namesOf(await claimsNow())).toEqual(namesOf(claims));
    expect(claims.length).toBeGreaterThan(5);
  });

  it('takes up the volumes and credentials again when it is installed anew', async () => {
    const before = await credentials();

    demandSuccess(await release.install({}));

    expect(await credentials()).toBe(before);
    expect((await claimsNow()).map(({ metadata }) => metadata.uid).sort()).toEqual(
      claims.map(({ metadata }) => metadata.uid).sort(),
    );
    await allReady(space.administrator, release.name);
  });
});
