import { refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { chart, valueSets } from './testing/minio-init-chart.js';

const files = { name: 'semantic-explorer-files' };
const user = { name: 'backup', existingSecret: 'login', buckets: ['semantic-explorer-files'] };
const elsewhere = { enabled: false, external: { url: 'https://s3.example.com' } };

it.each(Object.entries(valueSets))('takes values %s', (_, values) => {
  expect(refusalsOf(chart, values)).toEqual([]);
});

describe('values that are refused', () => {
  it.each([
    [
      'a bucket of the application that nobody creates',
      { bucket: 'documents' },
      'minio.bucket',
      'must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
    ],
    [
      'a bucket whose name only starts with that of another one',
      { bucket: 'semantic-explorer' },
      'minio.bucket',
      'must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
    ],
    [
      'a bucket that is named twice',
      { buckets: [files, { name: 'quickwit' }, { ...files, quota: '1Gi' }] },
      'minio.buckets',
      'must name each bucket once',
    ],
    [
      'a bucket that locks objects and is purged',
      { buckets: [files, { name: 'archive', objectLock: true, purge: true }] },
      'minio.buckets',
      'must not have objectLock and purge for the same bucket: locked objects cannot be deleted',
    ],
    [
      'a quota in S3',
      { ...elsewhere, buckets: [{ ...files, quota: '1Gi' }] },
      'minio.buckets',
      'must have no quota when minio.enabled is false: S3 knows no quotas',
    ],
    [
      'users in S3',
      { ...elsewhere, users: [user] },
      'minio.users',
      'must be empty when minio.enabled is false: users of a store elsewhere are made by its own administration',
    ],
    [
      'a user that is named twice',
      { users: [user, { ...user, access: 'readOnly' }] },
      'minio.users',
      'must name each user once',
    ],
    [
      'a user of an unknown bucket',
      { users: [{ ...user, buckets: ['semantic-explorer-files', 'quick'] }] },
      'minio.users',
      'must name buckets of minio.buckets only',
    ],
    [
      'a store elsewhere without an address',
      { enabled: false },
      'minio.external.url',
      'is needed when minio.enabled is false',
    ],
  ])('%s', (_, minio, path, problem) => {
    expect(refusalsOf(chart, { minio })).toEqual([{ path, problem }]);
  });

  it.each([
    ['a name that S3 does not know', { buckets: [{ name: 'Files' }] }, 'minio.buckets.0.name'],
    ['a policy that does not exist', { buckets: [{ ...files, policy: 'private' }] }, 'minio.buckets.0.policy'],
    ['a misspelt key', { buckets: [{ ...files, lifecycle: 3 }] }, 'minio.buckets.0.lifecycle'],
    ['a quota with a blank', { buckets: [{ ...files, quota: '10 GB' }] }, 'minio.buckets.0.quota'],
    ['a user without a Secret', { users: [{ name: 'backup', buckets: ['quickwit'] }] }, 'minio.users.0.existingSecret'],
    ['a user without buckets', { users: [{ ...user, buckets: [] }] }, 'minio.users.0.buckets'],
    ['no bucket at all', { buckets: [] }, 'minio.buckets'],
  ])('%s', (_, minio, path) => {
    expect(refusalsOf(chart, { minio }).map((violation) => violation.path)).toContain(path);
  });

  it('are not looked at when the Job is off', () => {
    expect(
      refusalsOf(chart, { minio: { bucket: 'documents', users: [user, user], initJob: { enabled: false } } }),
    ).toEqual([]);
  });
});
