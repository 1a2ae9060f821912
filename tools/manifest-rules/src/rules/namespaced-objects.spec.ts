import { expect, it } from 'vitest';

import { added, changed, problemsOf } from '../testing/release.js';
import { namespacedObjects } from './namespaced-objects.js';

it('an object of the cluster, and one in another namespace', () => {
  expect(problemsOf(namespacedObjects, added({ kind: 'ClusterRole', metadata: { name: 'all' } }))).toEqual([
    'ClusterRole all: this kind belongs to no namespace, or is not known',
  ]);
  expect(problemsOf(namespacedObjects, changed('ConfigMap web', 'metadata.namespace', 'kube-system'))).toEqual([
    'ConfigMap web: it lies in the namespace kube-system',
  ]);
});
