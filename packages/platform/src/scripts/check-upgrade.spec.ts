import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { FakeKubernetesApi } from './testing/fake-kubernetes-api.js';
import { startFakeKubernetesApi, statusAnswer } from './testing/fake-kubernetes-api.js';
import type { Environment, ScriptResult } from './testing/run-script.js';
import { runScript, scriptPath } from './testing/run-script.js';

const guide = 'https://docs.example.org/upgrades';
const template = (size: string, more: object = {}) => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...more },
});
const statefulSet = (name: string, spec: object, deployed = true) => ({
  kind: 'StatefulSet',
  name,
  deployed,
  spec: { serviceName: `${name}-headless`, selector: { matchLabels: { app: name } }, ...spec },
});
const pathOf = (name: string): string => `/apis/apps/v1/namespaces/fake/statefulsets/${name}`;
const claimPath = '/api/v1/namespaces/fake/persistentvolumeclaims/dex';

type Run = (objects: readonly object[], env?: Environment) => Promise<ScriptResult>;

/** A test with an API server and a file of its own, so that tests may run side by side. */
const it = test.extend<{ api: FakeKubernetesApi; run: Run }>({
  api: async ({}, use) => {
    const api = await startFakeKubernetesApi();
    await use(api);
    api.close();
  },
  run: async ({ api }, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'check-upgrade-'));
    const file = join(directory, 'specification.json');
    await use((objects, env = {}) => {
      writeFileSync(file, JSON.stringify({ guide, objects }));
      return runScript(scriptPath('check-upgrade.mjs'), { ...api.env, ...env }, [file]);
    });
    rmSync(directory, { recursive: true });
  },
});

/** Puts a StatefulSet into the cluster. */
function exists(
  api: FakeKubernetesApi,
  { name, spec }: { readonly name: string; readonly spec: object },
  replicas = 1,
) {
  api.objects.set(pathOf(name), {
    metadata: { name },
    spec: { replicas, podManagementPolicy: 'OrderedReady', ...spec },
  });
}

describe.concurrent('the upgrade check', () => {
  it('lets pass what exists with the same volumes, what does not exist yet, and what goes away', async ({
    api,
    run,
  }) => {
    const same = statefulSet('same', { volumeClaimTemplates: [template('10Gi')] });
    exists(api, same);
    exists(api, statefulSet('leaving', { volumeClaimTemplates: [template('10Gi')] }));

    const result = await run([same, statefulSet('new', {}), statefulSet('leaving', {}, false)]);

    expect(result).toEqual({ code: 0, stdout: 'Nothing hinders the upgrade of 2 objects with volumes.\n', stderr: '' });
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${pathOf('same')}`,
      `GET ${pathOf('new')}`,
    ]);
  });

  it('refuses with a sentence for each difference: what, from what to what, and what to do', async ({ api, run }) => {
    exists(api, statefulSet('nats', { volumeClaimTemplates: [template('10Gi')] }), 3);
    exists(api, statefulSet('qdrant', { volumeClaimTemplates: [template('50Gi')] }));
    exists(api, statefulSet('minio', { volumeClaimTemplates: [template('10Gi')] }), 2);
    exists(api, statefulSet('api', {}), 2);
    exists(api, statefulSet('web', {}));
    exists(api, statefulSet('store', {}));
    exists(api, statefulSet('cache', { volumeClaimTemplates: [template('1Gi')] }));
    exists(api, statefulSet('queue', {}));
    api.objects.set(claimPath, { spec: { ...template('2Gi').spec, storageClassName: 'standard' } });

    const annotated = { ...template('10Gi'), metadata: { name: 'data', annotations: { tier: 'a' } } };
    const result = await run([
      statefulSet('nats', { volumeClaimTemplates: [template('20Gi', { storageClassName: 'fast' })] }),
      statefulSet('qdrant', { volumeClaimTemplates: [template('20Gi')] }),
      statefulSet('minio', { volumeClaimTemplates: [annotated] }),
      statefulSet('api', { podManagementPolicy: 'Parallel' }),
      statefulSet('web', { selector: { matchLabels: { app: 'shop' } } }),
      { ...statefulSet('store', { replicas: 4 }), fixedReplicas: 'its servers form one set' },
      statefulSet('cache', {}),
      statefulSet('queue', { volumeClaimTemplates: [template('1Gi')] }),
      {
        kind: 'PersistentVolumeClaim',
        name: 'dex',
        deployed: true,
        spec: { resources: { requests: { storage: '1Gi' } } },
      },
    ]);

    expect([result.code, result.stdout]).toEqual([3, '']);
    expect(result.stderr.split('\n')).toEqual([
      'This upgrade cannot be done as it is, so nothing has been touched:',
      `- StatefulSet nats: volume data resources.requests.storage is 10Gi, and the values give 20Gi. Its volumes grow while its pods go on, if their StorageClass has allowVolumeExpansion: for claim in data-nats-0 data-nats-1 data-nats-2; do kubectl --namespace fake patch persistentvolumeclaim $claim --patch 'spec: {resources: {requests: {storage: 20Gi}}}'; done; kubectl --namespace fake delete statefulset nats --cascade=orphan --ignore-not-found; then upgrade again.`,
      '- StatefulSet nats: volume data storageClassName is nothing, and the values give fast. The data must be copied: keep the old value, or follow the guide.',
      '- StatefulSet qdrant: volume data resources.requests.storage is 50Gi, and the values give 20Gi. Volumes never shrink: keep 50Gi.',
      '- StatefulSet minio: volume data annotations.tier is nothing, and the values give a. Its pods go on while it is made anew: kubectl --namespace fake delete statefulset minio --cascade=orphan --ignore-not-found, then upgrade again; the claims that exist stay as they are: data-minio-0 data-minio-1.',
      '- StatefulSet api: podManagementPolicy is OrderedReady, and the values give Parallel. Its pods go on while it is made anew: kubectl --namespace fake delete statefulset api --cascade=orphan --ignore-not-found, then upgrade again.',
      '- StatefulSet web: selector.matchLabels.app is web, and the values give shop. Delete it, which keeps its claims, and upgrade again, which makes pods anew: kubectl --namespace fake delete statefulset web.',
      '- StatefulSet store: replicas is 1, and the values give 4. Keep 1: its servers form one set.',
      '- StatefulSet cache: volume data is a claim, and the values give nothing. Its pods go on without, and the claims stay, unused: kubectl --namespace fake delete statefulset cache --cascade=orphan --ignore-not-found, then upgrade again; claims: data-cache-0.',
      '- StatefulSet queue: volume data is nothing, and the values give a claim. Its pods get a new and empty volume, so copy first what must stay: kubectl --namespace fake delete statefulset queue --ignore-not-found, then upgrade again, which makes them anew.',
      '- PersistentVolumeClaim dex: resources.requests.storage is 2Gi, and the values give 1Gi. Volumes never shrink: keep 2Gi.',
      `See ${guide}`,
      '',
    ]);
  });

  it('changes nothing', async ({ api, run }) => {
    exists(api, statefulSet('nats', { volumeClaimTemplates: [template('10Gi')] }));

    await run([statefulSet('nats', { volumeClaimTemplates: [template('20Gi')] })]);

    expect(api.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('asks again after what may pass, and says at the end why it could not look', async ({ api, run }) => {
    api.intercept = (_, index) => (index === 0 ? statusAnswer(500, 'etcd leader changed') : undefined);

    const healed = await run([statefulSet('nats', {})]);
    api.intercept = () => statusAnswer(403, 'statefulsets is forbidden');
    const refused = await run([statefulSet('nats', {})], { API_TIMEOUT_SECONDS: '0.5' });

    expect([healed.code, healed.stdout]).toEqual([
      0,
      'StatefulSet nats: reading it: status 500: etcd leader changed; trying again in 0.1 s\n' +
        'Nothing hinders the upgrade of 1 objects with volumes.\n',
    ]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'error: StatefulSet nats: gave up: reading it: status 403: statefulsets is forbidden\n',
    ]);
  });

  it('has one time for all objects together', async ({ api, run }) => {
    api.intercept = async (_, index) => {
      if (index > 0) return statusAnswer(500, 'etcd leader changed');
      await sleep(600);
      return undefined;
    };

    const result = await run([statefulSet('slow', {}), statefulSet('late', {})], { API_TIMEOUT_SECONDS: '0.5' });

    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: StatefulSet late: gave up: reading it: status 500: etcd leader changed\n',
    });
  });

  it.for<[string, object, string]>([
    ['another kind', { ...statefulSet('a', {}), kind: 'Secret' }, 'objects[0].kind: must be one of StatefulSet,'],
    ['no name', { ...statefulSet('a', {}), name: '' }, 'objects[0].name: must be a name'],
    ['no word on whether it is deployed', { ...statefulSet('a', {}), deployed: 'yes' }, 'objects[0].deployed: must be'],
    ['no fields', { ...statefulSet('a', {}), spec: [] }, 'objects[0].spec: must be an object'],
  ])('refuses to start with an object that has %s', async ([, object, problem], { run }) => {
    const { code, stderr } = await run([object]);

    expect([code, stderr]).toEqual([2, expect.stringContaining(`error: ${problem}`)]);
  });
});
