import { expect, it } from 'vitest';

import { immutableChanges } from './immutable-changes.js';
import { changed, release } from './testing/release.js';

it.each([
  ['StatefulSet web', 'spec.serviceName', 'other', 'serviceName changes'],
  ['StatefulSet web', 'spec.podManagementPolicy', 'Parallel', 'podManagementPolicy changes'],
  ['StatefulSet web', 'spec.volumeClaimTemplates', [], 'volumeClaimTemplates changes'],
  ['StatefulSet web', 'spec.selector.matchLabels', { app: 'web' }, 'selector changes'],
  ['Service web', 'spec.clusterIP', 'None', 'what it is changes'],
])('%s: %s', (title, path, value, problem) => {
  expect(immutableChanges(release, changed(title, path, value))).toEqual([`${title}: ${problem}`]);
});

it.each([
  ['StatefulSet web', 'spec.replicas', 5],
  ['StatefulSet web', 'spec.template.spec.containers', []],
  ['StatefulSet web', 'spec.updateStrategy', { type: 'OnDelete' }],
  ['ConfigMap web', 'data', { other: '' }],
  ['Service web', 'spec.ports', []],
])('%s: %s may change', (title, path, value) => {
  expect(immutableChanges(release, changed(title, path, value))).toEqual([]);
});

it('a Job, unless it is made anew or has another name', () => {
  const job = (name: string, image: string, annotations = {}) => [
    { kind: 'Job', metadata: { name, annotations }, spec: { template: { spec: { containers: [{ image }] } } } },
  ];
  expect(immutableChanges(job('setup', 'a:1'), job('setup', 'a:2'))).toEqual(['Job setup: template changes']);
  expect(immutableChanges(job('setup-1', 'a:1'), job('setup-2', 'a:2'))).toEqual([]);
  const anew = { 'helm.sh/hook-delete-policy': 'before-hook-creation' };
  expect(immutableChanges(job('setup', 'a:1', anew), job('setup', 'a:2', anew))).toEqual([]);
});

it('a claim may grow, and change nothing else', () => {
  const claim = (storage: string, storageClassName: string) => [
    {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { storageClassName, resources: { requests: { storage } } },
    },
  ];
  expect(immutableChanges(claim('1Gi', 'a'), claim('2Gi', 'a'))).toEqual([]);
  expect(immutableChanges(claim('1Gi', 'a'), claim('1Gi', 'b'))).toEqual([
    'PersistentVolumeClaim data: storageClassName changes',
  ]);
});
