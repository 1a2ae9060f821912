import type { Manifest } from 'chartkit';
import { boolean, composeChart, evaluateChart, object, resources, string } from 'chartkit';
import { expect, it } from 'vitest';

import {
  claimTemplate,
  commonValues,
  fixedReplicas,
  networkedService,
  objectName,
  persistenceValues,
  upgradeCheck,
} from './index.js';

const store = networkedService({
  name: 'store',
  source: 'packages/store/src/builder.ts',
  key: 'store',
  values: object(
    {
      enabled: boolean({ default: true, description: 'Deploy it.' }),
      image: string({ default: 'store:1', description: 'Image.' }),
      persistence: persistenceValues({ size: '10Gi' }),
    },
    { description: 'A store.' },
  ),
  enabled: (values) => values.enabled,
  build: (scope, values) => {
    const name = objectName('store');
    const selector = { app: 'store' };
    resources.statefulSet(scope, {
      metadata: { name, annotations: fixedReplicas('its servers form one set') },
      spec: {
        serviceName: name,
        replicas: 3,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: selector },
          spec: { containers: [{ name: 'store', image: values.image }] },
        },
        volumeClaimTemplates: [claimTemplate('data', values.persistence)],
      },
    });
    resources.persistentVolumeClaim(scope, {
      metadata: { name: objectName('archive') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
  },
});

function render(values: Readonly<Record<string, unknown>>, services = [store, upgradeCheck]): readonly Manifest[] {
  const metadata = {
    name: 'shop',
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop.',
    kubeVersion: '>=1.30.0-0',
  };
  const chart = composeChart({ metadata, common: commonValues, services });
  return evaluateChart(chart, { release: { name: 'prod', namespace: 'apps' }, values: [values] });
}
const find = (objects: readonly Manifest[], kind: string): Manifest | undefined =>
  objects.find((one) => one['kind'] === kind);
const specificationFor = (values: Readonly<Record<string, unknown>>): unknown => {
  const { data } = find(render(values), 'ConfigMap') as unknown as { data: Readonly<Record<string, string>> };
  return JSON.parse(data['specification.json'] ?? '');
};

it('compares what can never be changed in the objects of the services before it, and says whether they are deployed', () => {
  const persistence = { size: '20Gi', storageClass: 'fast', annotations: { tier: 'a' } };
  expect(specificationFor({ store: { enabled: false, persistence } })).toEqual({
    guide: 'docs/upgrades.md of the repository of the chart',
    objects: [
      {
        kind: 'StatefulSet',
        name: 'prod-shop-store',
        deployed: false,
        fixedReplicas: 'its servers form one set',
        spec: {
          replicas: 3,
          serviceName: 'prod-shop-store',
          selector: { matchLabels: { app: 'store' } },
          volumeClaimTemplates: [
            {
              metadata: { name: 'data', annotations: { tier: 'a' } },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: 'fast',
                resources: { requests: { storage: '20Gi' } },
              },
            },
          ],
        },
      },
      {
        kind: 'PersistentVolumeClaim',
        name: 'prod-shop-archive',
        deployed: false,
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
  });
  expect(specificationFor({ store: { persistence: { enabled: false } } })).toMatchObject({
    objects: [{ deployed: true, spec: { serviceName: 'prod-shop-store' } }, {}],
  });
});

it('may read these objects by their names, and nothing else', () => {
  expect(find(render({}), 'Role')?.['rules']).toEqual([
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['prod-shop-store'], verbs: ['get'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], resourceNames: ['prod-shop-archive'], verbs: ['get'] },
  ]);
  expect(find(render({}, [upgradeCheck]), 'Role')?.['rules']).toEqual([]);
});

it('is another Job when volumes change, and the same when only pods do', () => {
  const name = (values: Readonly<Record<string, unknown>>): string =>
    (find(render(values), 'Job')?.['metadata'] as { name: string }).name;
  expect(name({ store: { image: 'store:2' } })).toBe(name({}));
  expect(name({ store: { persistence: { size: '20Gi' } } })).not.toBe(name({}));
});
