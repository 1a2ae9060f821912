import { expect, it } from 'vitest';

import { added, changed, containerPath, problemsOf } from '../testing/release.js';
import { references } from './references.js';

const volumes = 'spec.template.spec.volumes';

it.each([
  [
    'a ConfigMap',
    changed('StatefulSet web', volumes, [{ name: 'config', configMap: { name: 'wbe' } }]),
    'there is no ConfigMap wbe',
  ],
  [
    'a Secret',
    changed('StatefulSet web', volumes, [{ name: 'x', secret: { secretName: 'tls' } }]),
    'there is no Secret tls',
  ],
  [
    'a claim',
    changed('StatefulSet web', volumes, [{ name: 'x', persistentVolumeClaim: { claimName: 'old' } }]),
    'there is no PersistentVolumeClaim old',
  ],
  [
    'an account',
    changed('StatefulSet web', 'spec.template.spec.serviceAccountName', 'wbe'),
    'there is no ServiceAccount wbe',
  ],
  [
    'a priority',
    changed('StatefulSet web', 'spec.template.spec.priorityClassName', 'high'),
    'there is no PriorityClass high',
  ],
  [
    'variables from a Secret',
    changed('StatefulSet web', `${containerPath}.envFrom`, [{ secretRef: { name: 'more' } }]),
    'there is no Secret more',
  ],
  [
    'a key of a ConfigMap',
    changed('ConfigMap web', 'data', { 'other.conf': '' }),
    'the ConfigMap web has no key web.conf',
  ],
])('%s that is not there', (_, objects, problem) => {
  expect(problemsOf(references, objects)).toEqual([`StatefulSet web: ${problem}`]);
});

it('what an Ingress, a binding and an autoscaler name', () => {
  const metadata = { name: 'other' };
  const path = { backend: { service: { name: 'wbe', port: { number: 80 } } } };
  expect(
    [
      { kind: 'Ingress', metadata, spec: { rules: [{ http: { paths: [path] } }] } },
      {
        kind: 'RoleBinding',
        metadata,
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [{ kind: 'ServiceAccount', name: 's' }],
      },
      { kind: 'HorizontalPodAutoscaler', metadata, spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'wbe' } } },
    ].flatMap((object) => problemsOf(references, added(object))),
  ).toEqual([
    'Ingress other: there is no Service wbe',
    'RoleBinding other: there is no Role r',
    'RoleBinding other: there is no ServiceAccount s',
    'HorizontalPodAutoscaler other: there is no StatefulSet wbe',
  ]);
});

it('a key of what a program of the release makes', () => {
  const variable = (key: string) =>
    changed('StatefulSet web', `${containerPath}.env`, [
      { name: 'A', valueFrom: { secretKeyRef: { name: 'made', key } } },
    ]);
  const surroundings = {
    namespace: 'apps',
    supplied: new Set<string>(),
    madeLater: new Map([['Secret made', new Set(['there'])]]),
    needMajority: new Set<string>(),
  };
  expect(references(variable('there'), surroundings)).toEqual([]);
  expect(references(variable('absent'), surroundings)).toEqual(['StatefulSet web: the Secret made has no key absent']);
});
