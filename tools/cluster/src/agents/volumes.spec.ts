import { expect, it } from 'vitest';

import type { Claim } from './volumes.js';
import { volumeFor } from './volumes.js';

const claim: Claim = {
  metadata: {
    name: 'data-db-0',
    namespace: 'shop',
    uid: '12ab',
    annotations: { 'volume.kubernetes.io/selected-node': 'node-1' },
  },
  spec: { storageClassName: 'standard', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
};

it('makes a volume of a node for a claim whose pod is scheduled there', () => {
  expect(volumeFor(claim, '/volumes')).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pvc-12ab', annotations: { 'pv.kubernetes.io/provisioned-by': 'cluster/local' } },
    spec: {
      capacity: { storage: '2Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'standard',
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: 'Delete',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-db-0', uid: '12ab' },
      local: { path: '/volumes/pvc-12ab' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-1'] }] },
          ],
        },
      },
    },
  });
});

it('makes a volume that any node may use where nothing is written', () => {
  const spec = volumeFor(claim, undefined)?.spec;

  expect(spec).toMatchObject({ nfs: { path: '/pvc-12ab' } });
  expect(spec).not.toHaveProperty('nodeAffinity');
});

it.each<[string, Claim]>([
  ['of another class', { ...claim, spec: { ...claim.spec, storageClassName: 'fast' } }],
  ['that has one', { ...claim, spec: { ...claim.spec, volumeName: 'pvc-12ab' } }],
  ['that is being removed', { ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ['that no pod waits for', { ...claim, metadata: { ...claim.metadata, annotations: {} } }],
])('makes none for a claim %s', (_, other) => {
  expect(volumeFor(other, '/volumes')).toBeUndefined();
});
