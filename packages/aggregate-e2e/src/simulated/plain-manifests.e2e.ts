import { manifestsText } from '@semantic-explorer/aggregate';
import { compareObjects, helmVersions } from 'helm-harness';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { kubectl, tryKubectl } from '../testing/commands.js';
import { createCredentials } from '../testing/hook-program.js';
import type { ClusterObject } from '../testing/objects.js';
import { listObjects, ofRelease } from '../testing/objects.js';
import { createRelease, demandSuccess } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';
import { ownedKinds } from '../testing/versions.js';

const release = 'explorer';
const autoscaled = { api: { autoscaling: { enabled: true } } };
const apply = ['apply', '--server-side', '--validate=strict', '--warnings-as-errors', '--filename=-'];

let space: Space;
let kinds: readonly string[];

const manifests = (values: object = {}): string =>
  manifestsText({
    release: { name: release, namespace: space.deployer.namespace },
    sources: [{ name: 'values', text: JSON.stringify(values) }],
  });

/** What a person wrote into the objects of the release: without what the server, the controllers and Helm add. */
async function writtenObjects(): Promise<readonly object[]> {
  const objects = await listObjects<ClusterObject & { readonly spec?: object }>(
    space.administrator,
    kinds.join(','),
    ofRelease(release),
  );
  return objects
    .filter(({ metadata }) => !('helm.sh/hook' in (metadata.annotations ?? {})))
    .map(({ metadata, spec, ...object }) => ({
      ...Object.fromEntries(Object.entries(object).filter(([key]) => key !== 'status')),
      metadata: {
        name: metadata.name,
        labels: without(metadata.labels, 'app.kubernetes.io/managed-by'),
        annotations: without(metadata.annotations, 'meta.helm.sh/', 'deployment.kubernetes.io/revision'),
      },
      ...(spec === undefined ? {} : { spec: withoutJobIdentity(without(spec, 'clusterIP')) }),
    }));
}

const without = (map: object = {}, ...prefixes: readonly string[]): object =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !prefixes.some((prefix) => key.startsWith(prefix))));

/** The API server tells the pods of a Job by labels that hold the uid of the object. */
const withoutJobIdentity = (spec: object): object =>
  JSON.parse(
    JSON.stringify(spec, (key, value: unknown) => (key.endsWith('controller-uid') ? undefined : value)),
  ) as object;

beforeAll(async () => {
  const rendered = await renderChart([autoscaled]);
  space = await createSpace('manifests', rendered);
  kinds = ownedKinds(rendered);
  await createCredentials(space, release);
});
afterAll(() => space.remove());

it('plain manifests give the same objects as Helm, without a warning', async () => {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm');
  const installed = createRelease(binary, space.deployer, release);
  demandSuccess(await installed.install({}, '--wait=hookOnly'));
  const byHelm = await writtenObjects();
  demandSuccess(await installed.helm('uninstall', '--wait'));

  const result = await tryKubectl(space.deployer, apply, manifests());

  expect(result.messages).toBe('');
  expect(byHelm.length).toBeGreaterThan(50);
  expect(compareObjects(byHelm, await writtenObjects(), { left: 'Helm', right: 'manifests' })).toEqual([]);
});

it('kubectl finds no difference afterwards', async () => {
  const result = await tryKubectl(space.deployer, ['diff', '--server-side', '--filename=-'], manifests());

  expect(result).toEqual({ ok: true, output: '', messages: '' });
});

it('leaves the number of pods to an autoscaler: applying again changes it back neither silently nor by a conflict', async () => {
  const name = `statefulset/${release}-semantic-explorer-api`;
  await kubectl(space.deployer, apply, manifests(autoscaled));
  // What the autoscaler does; the kit has no metrics for it to decide by.
  await kubectl(space.administrator, ['scale', name, '--replicas=5']);

  const result = await tryKubectl(space.deployer, apply, manifests(autoscaled));

  expect(result.messages).toBe('');
  expect(await kubectl(space.administrator, ['get', name, '--output=jsonpath={.spec.replicas}'])).toBe('5');
});
