import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { kubectl, tryKubectl } from '../testing/commands.js';
import type { HookProgram } from '../testing/hook-program.js';
import { prepareHook } from '../testing/hook-program.js';
import type { ClusterObject } from '../testing/objects.js';
import { demandSuccess } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';

interface Secret extends ClusterObject {
  readonly data: Readonly<Record<string, string>>;
}

let space: Space;
let job: HookProgram;
let secretName: string;
let keys: readonly string[];

const secret = async (): Promise<Secret> =>
  JSON.parse(await kubectl(space.administrator, ['get', 'secret', secretName, '--output=json'])) as Secret;

beforeAll(async () => {
  space = await createSpace('credentials', await renderChart());
  job = await prepareHook(space, 'create-credentials');
  const specification = JSON.parse(job.files['specification.json'] ?? '') as {
    readonly secretName: string;
    readonly keys: readonly { readonly key: string }[];
  };
  ({ secretName } = specification);
  keys = specification.keys.map(({ key }) => key);
});
afterAll(() => space.remove());
beforeEach(() => kubectl(space.administrator, ['delete', 'secret', secretName, '--ignore-not-found']));

it('creates every key at its first run and changes nothing at the second', async () => {
  demandSuccess(await job.run());
  const first = await secret();

  expect(Object.keys(first.data).sort()).toEqual([...keys].sort());

  demandSuccess(await job.run());
  expect((await secret()).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
});

it('gives one Secret when several run at once', async () => {
  const results = await Promise.all([job.run(), job.run(), job.run()]);

  expect(results.map(({ ok, messages }) => ok || messages)).toEqual([true, true, true]);
  const { data, metadata } = await secret();
  expect(Object.keys(data).sort()).toEqual([...keys].sort());
  demandSuccess(await job.run());
  expect((await secret()).metadata.resourceVersion).toBe(metadata.resourceVersion);
});

it('adds a missing key and leaves those that exist as they are', async () => {
  const [mine = '', ...others] = keys;
  await kubectl(space.administrator, ['create', 'secret', 'generic', secretName, `--from-literal=${mine}=chosen`]);

  demandSuccess(await job.run());

  const { data } = await secret();
  expect(Buffer.from(data[mine] ?? '', 'base64').toString()).toBe('chosen');
  expect(Object.keys(data).sort()).toEqual([mine, ...others].sort());
});

it.each([
  ['read its Secret', true, ['get', 'secret/OWN']],
  ['list Secrets', false, ['get', 'secrets']],
  ['read another Secret', false, ['get', 'secret/other']],
  ['change another Secret', false, ['patch', 'secret/other', '--patch={"data":{"a":"Yg=="}}']],
  ['remove its Secret', false, ['delete', 'secret/OWN']],
  ['read pods', false, ['get', 'pods']],
  ['read ConfigMaps', false, ['get', 'configmaps']],
  ['read Secrets of another namespace', false, ['get', 'secrets', '--namespace=kube-system']],
])('lets the Job %s: %s', async (_, allowed, args) => {
  demandSuccess(await job.run());
  await kubectl(space.administrator, ['delete', 'secret', 'other', '--ignore-not-found']);
  await kubectl(space.administrator, ['create', 'secret', 'generic', 'other', '--from-literal=a=a']);

  const result = await tryKubectl(
    job.access,
    args.map((argument) => argument.replace('OWN', secretName)),
  );

  expect(result.ok).toBe(allowed);
  expect(result.messages).toMatch(allowed ? /^$/ : /Forbidden|forbidden/);
});
