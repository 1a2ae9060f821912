import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scriptPath } from './testing/run-script.js';

type Fields = Readonly<Record<string, unknown>>;
type Compare = (before: Fields, after: Fields) => readonly unknown[];
const { bytesOf, claimDifferences, statefulSetDifferences } = (await import(
  pathToFileURL(scriptPath('upgrade-differences.mjs')).href
)) as {
  readonly bytesOf: (quantity: string) => number | undefined;
  readonly claimDifferences: Compare;
  readonly statefulSetDifferences: Compare;
};

/** A claim as the values give it. */
const claim = (spec: Fields = {}, metadata: Fields = {}, size = '10Gi') => ({
  metadata: { name: 'data', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...spec },
});
const wanted = (...volumeClaimTemplates: readonly Fields[]) => ({
  serviceName: 'web-headless',
  selector: { matchLabels: { app: 'web' } },
  ...(volumeClaimTemplates.length === 0 ? {} : { volumeClaimTemplates }),
});
/** The same as the API server gives it back. */
const present = (...templates: readonly ReturnType<typeof claim>[]) => ({
  ...wanted(),
  podManagementPolicy: 'OrderedReady',
  replicas: 3,
  revisionHistoryLimit: 10,
  template: {},
  ...(templates.length === 0
    ? {}
    : {
        volumeClaimTemplates: templates.map(({ metadata, spec }) => ({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { ...metadata, creationTimestamp: null },
          spec: { ...spec, volumeMode: 'Filesystem' },
          status: { phase: 'Pending' },
        })),
      }),
});

describe('a StatefulSet', () => {
  it.each<[string, Fields, Fields]>([
    ['has no claims', present(), wanted()],
    ['has the same claim', present(claim()), wanted(claim())],
    ['asks for the same size in another unit', present(claim()), wanted(claim({}, {}, '10240Mi'))],
    ['has empty annotations', present(claim()), wanted(claim({}, { annotations: {} }))],
    [
      'has other pods',
      present(claim()),
      { ...wanted(claim()), updateStrategy: { type: 'OnDelete' }, template: { a: 1 } },
    ],
  ])('differs in nothing when it %s', (_, before, after) => {
    expect(statefulSetDifferences(before, after)).toEqual([]);
  });

  it.each<[string, Fields, Fields, object]>([
    [
      'the size of a claim',
      present(claim()),
      wanted(claim({}, {}, '20Gi')),
      { claim: 'data', field: 'resources.requests.storage', before: '10Gi', after: '20Gi' },
    ],
    [
      'a StorageClass that is given now',
      present(claim()),
      wanted(claim({ storageClassName: 'fast' })),
      { claim: 'data', field: 'storageClassName', before: 'nothing', after: 'fast' },
    ],
    [
      'a StorageClass that is not given any more',
      present(claim({ storageClassName: 'fast' })),
      wanted(claim()),
      { claim: 'data', field: 'storageClassName', before: 'fast', after: 'nothing' },
    ],
    [
      'access modes',
      present(claim()),
      wanted(claim({ accessModes: ['ReadWriteMany'] })),
      { claim: 'data', field: 'accessModes', before: 'ReadWriteOnce', after: 'ReadWriteMany' },
    ],
    [
      'an annotation',
      present(claim({}, { annotations: { 'example.org/tier': 'a' } })),
      wanted(claim({}, { annotations: { 'example.org/tier': 'b' } })),
      { claim: 'data', field: 'annotations.example.org/tier', before: 'a', after: 'b' },
    ],
    ['a claim more', present(), wanted(claim()), { claim: 'data', field: '', before: 'nothing', after: 'a claim' }],
    ['a claim less', present(claim()), wanted(), { claim: 'data', field: '', before: 'a claim', after: 'nothing' }],
    [
      'the governing Service',
      present(),
      { ...wanted(), serviceName: 'other' },
      { field: 'serviceName', before: 'web-headless', after: 'other' },
    ],
    [
      'its number of pods where that is given',
      present(),
      { ...wanted(), replicas: 4 },
      { field: 'replicas', before: '3', after: '4' },
    ],
    [
      'how its pods are started',
      present(),
      { ...wanted(), podManagementPolicy: 'Parallel' },
      { field: 'podManagementPolicy', before: 'OrderedReady', after: 'Parallel' },
    ],
    [
      'its selector',
      present(),
      { ...wanted(), selector: { matchLabels: { app: 'shop' } } },
      { field: 'selector.matchLabels.app', before: 'web', after: 'shop' },
    ],
  ])('differs in %s', (_, before, after, difference) => {
    expect(statefulSetDifferences(before, after)).toEqual([difference]);
  });

  it('differs in everything at once', () => {
    const before = present(claim(), claim({}, { name: 'cache' }));
    const after = { ...wanted(claim({ storageClassName: 'fast' }, {}, '5Gi')), serviceName: 'other' };
    expect(statefulSetDifferences(before, after)).toEqual([
      { field: 'serviceName', before: 'web-headless', after: 'other' },
      { claim: 'data', field: 'resources.requests.storage', before: '10Gi', after: '5Gi' },
      { claim: 'data', field: 'storageClassName', before: 'nothing', after: 'fast' },
      { claim: 'cache', field: '', before: 'a claim', after: 'nothing' },
    ]);
  });
});

describe('a claim', () => {
  const bound = { ...claim().spec, storageClassName: 'standard', volumeMode: 'Filesystem', volumeName: 'pvc-1' };

  it.each<[string, Fields]>([
    ['nothing', claim().spec],
    ['the StorageClass that the cluster chose', claim({ storageClassName: 'standard' }).spec],
    ['more space', claim({}, {}, '1Ti').spec],
  ])('may get %s', (_, after) => {
    expect(claimDifferences(bound, after)).toEqual([]);
  });

  it.each<[string, Fields, object]>([
    ['less space', claim({}, {}, '9Gi').spec, { field: 'resources.requests.storage', before: '10Gi', after: '9Gi' }],
    [
      'another StorageClass',
      claim({ storageClassName: 'fast' }).spec,
      { field: 'storageClassName', before: 'standard', after: 'fast' },
    ],
    [
      'other access modes',
      claim({ accessModes: ['ReadWriteMany'] }).spec,
      { field: 'accessModes', before: 'ReadWriteOnce', after: 'ReadWriteMany' },
    ],
  ])('may not get %s', (_, after, difference) => {
    expect(claimDifferences(bound, after)).toEqual([difference]);
  });
});

it.each<[string, number | undefined]>([
  ['10', 10],
  ['1k', 1000],
  ['1.5Gi', 1_610_612_736],
  ['2Pi', 2_251_799_813_685_248],
  ['ReadWriteOnce', undefined],
  ['10Xi', undefined],
  ['', undefined],
])('%s is a size of %s bytes', (quantity, bytes) => {
  expect(bytesOf(quantity)).toBe(bytes);
});
