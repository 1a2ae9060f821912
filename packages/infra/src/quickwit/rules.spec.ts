import { refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { chart, split } from './testing/quickwit-chart.js';

describe('values of Quickwit', () => {
  it.each([
    [
      'several nodes that do everything',
      { replicas: 2 },
      'quickwit.replicas',
      'must be 1 when quickwit.roles is "single", but is 2: there is one control plane',
    ],
    [
      'split roles on volumes',
      { ...split, storage: 'volume' },
      'quickwit.storage',
      'must be "objectStore" when quickwit.roles is "split": all nodes read the indexes',
    ],
    [
      'split roles over a file',
      { roles: 'split' },
      'quickwit.metastore.type',
      'must be "postgresql" when quickwit.roles is "split": a file can be written by one node alone, and others read it late',
    ],
    [
      'a bucket that nobody makes',
      { bucket: 'telemetry' },
      'quickwit.bucket',
      'must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
    ],
    [
      'a queue that does not fit its disk',
      { ingest: { queueMemoryMebibytes: 2048, queueDiskMebibytes: 1024 } },
      'quickwit.ingest.queueMemoryMebibytes',
      'must be at most quickwit.ingest.queueDiskMebibytes (1024)',
    ],
    [
      'a claim that is too small',
      { persistence: { size: '20Gi' } },
      'quickwit.persistence.size',
      'must be at least 28672Mi: quickwit.ingest.queueDiskMebibytes, quickwit.splitStoreMebibytes, and 4096 for what is worked on',
    ],
    [
      'one claim for several nodes',
      { ...split, persistence: { existingClaim: 'logs' } },
      'quickwit.persistence.existingClaim',
      'is one claim, but each server needs its own: leave it empty, or run one server',
    ],
  ])('are refused with %s', (_, values, path, problem) => {
    expect(refusalsOf(chart, { quickwit: values })).toEqual([{ path, problem }]);
  });

  it.each([
    ['is listed', { quickwit: { bucket: 'telemetry' }, minio: { buckets: [{ name: 'telemetry' }] } }],
    ['somebody else makes', { quickwit: { bucket: 'telemetry' }, minio: { initJob: { enabled: false } } }],
    ['is not used', { quickwit: { bucket: 'telemetry', storage: 'volume' } }],
    ['is not used, since there is no Quickwit', { quickwit: { bucket: 'telemetry', enabled: false } }],
  ])('are taken with a bucket that %s', (_, values) => {
    expect(refusalsOf(chart, values)).toEqual([]);
  });

  it('are refused with a database that nobody makes', () => {
    const values = {
      quickwit: { metastore: { type: 'postgresql' } },
      postgresql: { enabled: false, external: { host: 'db.example.com' } },
    };
    expect(refusalsOf(chart, values)).toEqual([
      {
        path: 'quickwit.metastore.existingSecret',
        problem:
          'is needed when quickwit.metastore.type is "postgresql" and postgresql.enabled is false: nobody else makes its database',
      },
    ]);
  });
});
