import { helmVersions } from 'helm-harness';
import { eventually } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { kubectl } from '../testing/commands.js';
import type { Pod } from '../testing/objects.js';
import { isReady, listObjects, namesOf, ofRelease } from '../testing/objects.js';
import { allReady } from '../testing/readiness.js';
import type { Release } from '../testing/release.js';
import { createRelease, demandSuccess } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

let space: Space;
let release: Release;

const pods = (selector = ''): Promise<readonly Pod[]> =>
  listObjects<Pod>(space.administrator, 'pods', `${ofRelease(release.name)}${selector}`);
const embedding = ',app.kubernetes.io/name=embedding-inference-api';
const onGpuNode = (pod: Pod): boolean => /^simulated-gpu-\d+$/.test(pod.spec.nodeName ?? '');

// The cluster has four GPUs, each on a node of its own, and the two inference services take all of them.
const values = { embeddingInferenceApi: { replicaCount: 3 } };

beforeAll(async () => {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm');
  space = await createSpace('gpus', await renderChart());
  release = createRelease(binary, space.deployer);
  demandSuccess(await release.install(values));
});
afterAll(() => space.remove());

it('puts pods with a GPU on nodes that have one, in spite of their taint, and no other pod there', async () => {
  const all = await allReady(space.administrator, release.name);

  expect(namesOf(all.filter(onGpuNode))).toEqual([
    'Pod/explorer-semantic-explorer-embedding-inference-api-0',
    'Pod/explorer-semantic-explorer-embedding-inference-api-1',
    'Pod/explorer-semantic-explorer-embedding-inference-api-2',
    'Pod/explorer-semantic-explorer-llm-inference-api-0',
  ]);
  expect(new Set(all.filter(onGpuNode).map(({ spec }) => spec.nodeName)).size).toBe(4);
});

it('rolls an update although no GPU is free', async () => {
  demandSuccess(await release.upgrade({ embeddingInferenceApi: { replicaCount: 3, image: { tag: 'next' } } }));

  const updated = await pods(embedding);
  expect(updated.map(({ spec }) => spec.containers[0]?.image.split(':')[1])).toEqual(['next', 'next', 'next']);
  expect(updated.every((pod) => isReady(pod) && onGpuNode(pod))).toBe(true);
});

it('leaves a pod pending, with an event that says why, while no GPU is free', async () => {
  demandSuccess(await release.upgrade({ embeddingInferenceApi: { replicaCount: 4 } }, '--wait=hookOnly'));

  const name = 'explorer-semantic-explorer-embedding-inference-api-3';
  const message = await eventually('the scheduler says why', async () => {
    const pod = (await pods(embedding)).find(({ metadata }) => metadata.name === name);
    if (pod?.status.phase !== 'Pending') throw new Error(`the pod is ${pod?.status.phase ?? 'absent'}`);
    const events = ['get', 'events', `--field-selector=involvedObject.name=${name},reason=FailedScheduling`];
    const text = await kubectl(space.administrator, [...events, '--output=jsonpath={.items[*].message}']);
    if (text === '') throw new Error('there is no event');
    return text;
  });
  expect(message).toContain('Insufficient nvidia.com/gpu');
});
