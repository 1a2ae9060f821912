import { helmVersions } from 'helm-harness';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl } from '../testing/commands.js';
import { createCredentials } from '../testing/hook-program.js';
import { listObjects } from '../testing/objects.js';
import { allReady } from '../testing/readiness.js';
import type { Release, Values } from '../testing/release.js';
import { createRelease, demandSuccess, warningsOf, withoutPauses } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

const externalQdrant = { enabled: false, external: { url: 'http://qdrant.example.com:6334' } };
const production = readProfile('production');
/** Kubernetes changes no volumes in a StatefulSet, so a release keeps those with which it was installed. */
const sameVolumes = withoutVolumes(production) as Values;

/** What a deployer changes in the life of a release, one after the other, and where it shows (JSONPath). */
const changes: readonly (readonly [string, Values, string, string, string])[] = [
  ['the tag of an image', { api: { image: { tag: '1.0.1' } } }, 'statefulset/NAME-api', '{..image}', ':1.0.1'],
  [
    'a number of pods',
    { workerDatasets: { replicaCount: 4 } },
    'statefulset/NAME-worker-datasets',
    '{.spec.replicas}',
    '4',
  ],
  [
    'resources of a stateful service',
    { qdrant: { resources: { requests: { memory: '3Gi' } } } },
    'statefulset/NAME-qdrant',
    '{.spec.template.spec.containers[0].resources.requests.memory}',
    '3Gi',
  ],
  [
    'a built-in service to an external one',
    { qdrant: externalQdrant },
    'statefulset/NAME-api',
    '{.spec.template.spec.containers[0].env[?(@.name=="QDRANT_URL")].value}',
    'http://qdrant.example.com:6334',
  ],
  ['and back', {}, 'statefulset/NAME-qdrant', '{.status.readyReplicas}', '1'],
  [
    'monitoring off',
    { prometheus: { enabled: false }, grafana: { enabled: false } },
    'statefulset/NAME-api',
    '{.status.readyReplicas}',
    '2',
  ],
  ['and on', {}, 'statefulset/NAME-prometheus', '{.status.readyReplicas}', '1'],
  ['all to the profile "production"', sameVolumes, 'statefulset/NAME-qdrant', '{.status.readyReplicas}', '3'],
];

let space: Space;
let release: Release;
let claims: readonly string[];
let credentials: string;

const name = (text: string): string => text.replace('NAME', `${release.name}-semantic-explorer`);
const claimIds = async (): Promise<readonly string[]> =>
  (await listObjects(space.administrator, 'persistentvolumeclaims')).map(({ metadata }) => metadata.uid);
const credentialsNow = (): Promise<string> =>
  kubectl(space.administrator, ['get', 'secret', name('NAME-credentials'), '--output=jsonpath={.data}']);
const read = (object: string, path: string): Promise<string> =>
  kubectl(space.administrator, ['get', name(object), `--output=jsonpath=${path}`]);

beforeAll(async () => {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm');
  space = await createSpace('upgrades', [...(await renderChart()), ...(await renderChart([production]))]);
  release = createRelease(binary, space.deployer, 'explorer', withoutPauses);
  await createCredentials(space);
  demandSuccess(await release.install({}));
  [claims, credentials] = await Promise.all([claimIds(), credentialsNow()]);
});
afterAll(() => space.remove());

it.each(changes)('an upgrade changes %s; data and credentials stay', async (_, values, object, path, value) => {
  const result = await release.upgrade(values);

  expect(warningsOf(result)).toEqual([]);
  expect(result.ok).toBe(true);
  expect(await read(object, path)).toContain(value);
  await allReady(space.administrator, release.name);
  expect(await claimIds()).toEqual(expect.arrayContaining([...claims]));
  expect(await credentialsNow()).toBe(credentials);
});

it('a rollback repairs what an upgrade broke', async () => {
  const broken = { api: { image: { tag: 'crash' } }, workerDatasets: { image: { tag: 'crash' } } };
  demandSuccess(await release.upgrade({}));
  const failed = await release.upgrade(broken, '--timeout=10s');
  expect(failed.ok).toBe(false);

  demandSuccess(await release.helm('rollback', '--wait', '--timeout=150s'));

  expect(await read('statefulset/NAME-api', '{..image}')).not.toContain('crash');
  await allReady(space.administrator, release.name);
});

it('refuses wrong values in words before anything is touched', async () => {
  const generation = await read('statefulset/NAME-api', '{.metadata.generation}');

  const result = await release.upgrade({ api: { image: { tag: '2.0.0' } }, qdrant: { enabled: false } });

  expect(result.ok).toBe(false);
  expect(result.messages).toContain('qdrant.external.url');
  expect(await read('statefulset/NAME-api', '{.metadata.generation}')).toBe(generation);
});

/** Values that say nothing of volumes. */
function withoutVolumes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'persistence')
      .map(([key, child]) => [key, withoutVolumes(child)]),
  );
}
