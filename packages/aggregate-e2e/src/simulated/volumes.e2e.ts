import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { helmVersions, kubectlBinary } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readProfile } from '../testing/chart.js';
import { kubectl, runProgram, tryKubectl } from '../testing/commands.js';
import type { HookProgram } from '../testing/hook-program.js';
import { createCredentials, prepareHook } from '../testing/hook-program.js';
import type { ClusterObject } from '../testing/objects.js';
import { listObjects } from '../testing/objects.js';
import { allReady } from '../testing/readiness.js';
import type { Release, Values } from '../testing/release.js';
import { createRelease, demandSuccess, withoutPauses } from '../testing/release.js';
import type { Space } from '../testing/space.js';
import { createSpace, renderChart } from '../testing/space.js';
import { ownedKinds, versionsOf } from '../testing/versions.js';

const minimal = readProfile('minimal');
const production = readProfile('production');
/** MinIO keeps its number of servers, as docs/upgrades.md says. */
const wanted = { ...production, minio: { ...(production['minio'] as Values), replicas: 1 } };

let space: Space;
let release: Release;
let claims: readonly ClusterObject[];
let credentials: string;

const claimsNow = (): Promise<readonly ClusterObject[]> => listObjects(space.administrator, 'persistentvolumeclaims');
const credentialsNow = (): Promise<string> =>
  kubectl(space.administrator, [
    'get',
    'secret',
    'explorer-semantic-explorer-credentials',
    '--output=jsonpath={.data}',
  ]);
const capacitiesOf = (service: string): Promise<string> =>
  kubectl(space.administrator, [
    ...['get', 'persistentvolumeclaims', `--selector=app.kubernetes.io/name=${service}`],
    '--output=jsonpath={.items[*].status.capacity.storage}',
  ]);
/** What the program of the upgrade check says of values, with the rights of its Job. */
async function check(values: Values): Promise<{ readonly ok: boolean; readonly sentences: readonly string[] }> {
  const program = await prepareHook(space, 'upgrade-check', values);
  const { ok, messages } = await program.run();
  await program.remove();
  return { ok, sentences: messages.split('\n').filter((line) => line.startsWith('- ')) };
}

/** Runs a line of a shell as the deployer. */
async function shell(line: string): Promise<void> {
  const bin = join(space.directory, 'bin');
  mkdirSync(bin, { recursive: true });
  const wrapper = `#!/bin/sh\nexec '${kubectlBinary()}' --kubeconfig='${space.deployer.kubeconfig}' "$@"\n`;
  writeFileSync(join(bin, 'kubectl'), wrapper, { mode: 0o755 });
  const environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: space.directory };
  const result = await runProgram('/bin/sh', ['-ec', line], { environment });
  if (!result.ok) throw new Error(`${line}: ${result.messages}`);
}

beforeAll(async () => {
  const binary = helmVersions().at(-1);
  if (binary === undefined) throw new Error('There is no Helm');
  space = await createSpace('volumes', [...(await renderChart([minimal])), ...(await renderChart([production]))]);
  release = createRelease(binary, space.deployer, 'explorer', withoutPauses);
  await createCredentials(space);
  demandSuccess(await release.install(minimal));
  [claims, credentials] = await Promise.all([claimsNow(), credentialsNow()]);
});
afterAll(() => space.remove());

it('says of an upgrade to a larger profile what hinders it, and of the same values that nothing does', async () => {
  expect(await check(minimal)).toEqual({ ok: true, sentences: [] });

  const { ok, sentences } = await check(production);

  expect(ok).toBe(false);
  const objects = sentences.map((sentence) =>
    /explorer-semantic-explorer-([-a-z]+): (volume [a-z]+|replicas)/.exec(sentence),
  );
  expect(objects.map((found) => `${found?.[1] ?? ''} ${found?.[2] ?? ''}`)).toEqual([
    'postgresql volume data',
    'nats volume data',
    'qdrant volume storage',
    'qdrant volume snapshots',
    'minio replicas',
    'minio volume data',
    'otel-collector volume queue',
    'quickwit volume data',
    'prometheus volume data',
    'grafana volume data',
  ]);
});

describe('the Role of the Job', () => {
  let program: HookProgram;
  beforeAll(async () => {
    program = await prepareHook(space, 'upgrade-check');
  });
  afterAll(() => program.remove());

  it.each([
    ['read a StatefulSet of the release', true, ['get', 'statefulset/explorer-semantic-explorer-nats']],
    ['list StatefulSets', false, ['get', 'statefulsets']],
    ['remove one', false, ['delete', 'statefulset/explorer-semantic-explorer-nats']],
    ['change one', false, ['patch', 'statefulset/explorer-semantic-explorer-nats', '--patch={"spec":{"replicas":2}}']],
    ['read another one', false, ['get', 'statefulset/other']],
    ['read the claims of pods', false, ['get', 'persistentvolumeclaim/data-explorer-semantic-explorer-nats-0']],
    ['read Secrets', false, ['get', 'secret/explorer-semantic-explorer-credentials']],
  ])('lets it %s: %s', async (_, allowed, args) => {
    const result = await tryKubectl(program.access, args);

    expect(result.ok).toBe(allowed);
    expect(result.messages).toMatch(allowed ? /^$/ : /Forbidden|forbidden/);
  });
});

it('a refused upgrade touches nothing', async () => {
  const kinds = [
    ...ownedKinds([...(await renderChart([minimal])), ...(await renderChart([production]))]),
    'persistentvolumeclaims',
  ];
  const before = await versionsOf(space.administrator, kinds, release.name);

  // A simulated Job has no program: with this tag it ends as the program does when it refuses.
  const refused = await release.upgrade(production, '--set=scripts.image.tag=fail');

  expect(refused.ok).toBe(false);
  expect(refused.messages).toContain('pre-upgrade hooks failed');
  expect(Object.keys(before).length).toBeGreaterThan(40);
  expect(await versionsOf(space.administrator, kinds, release.name)).toEqual(before);
  expect(await credentialsNow()).toBe(credentials);
});

it('the commands that the check prints make the upgrade possible; data, credentials and pods stay', async () => {
  const podIds = async (): Promise<readonly string[]> =>
    (await listObjects(space.administrator, 'pods', 'app.kubernetes.io/name=postgresql')).map(
      ({ metadata }) => metadata.uid,
    );
  const before = await podIds();

  for (const sentence of (await check(wanted)).sentences) {
    const commands = /\. [^:]+: (.*)[,;] then upgrade again/.exec(sentence)?.[1];
    expect(commands, sentence).toBeDefined();
    await shell(commands ?? '');
  }

  expect(await podIds()).toEqual(before);
  expect(await check(wanted)).toEqual({ ok: true, sentences: [] });
  demandSuccess(await release.upgrade(wanted));
  await allReady(space.administrator, release.name);
  await expect.poll(() => capacitiesOf('postgresql'), { timeout: 20_000 }).toBe('100Gi');
  expect(await capacitiesOf('nats')).toBe('20Gi 20Gi 20Gi');
  const uids = (await claimsNow()).map(({ metadata }) => metadata.uid);
  expect(uids).toEqual(expect.arrayContaining(claims.map(({ metadata }) => metadata.uid)));
  expect(await credentialsNow()).toBe(credentials);
});

it('a rollback repairs what an upgrade broke, with the volumes as they are now', async () => {
  const broken = { ...wanted, api: { ...(wanted as Record<string, Values>)['api'], image: { tag: 'crash' } } };
  const failed = await release.upgrade(broken, '--timeout=10s');
  expect(failed.ok).toBe(false);

  demandSuccess(await release.helm('rollback', '--wait', '--timeout=150s'));

  await allReady(space.administrator, release.name);
  expect(await capacitiesOf('postgresql')).toBe('100Gi');
  expect(await credentialsNow()).toBe(credentials);
});
