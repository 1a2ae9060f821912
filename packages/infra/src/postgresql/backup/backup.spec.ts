import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { postgresql } from '../builder.js';
import { postgresqlBackup } from './builder.js';

const chart = chartOfServices(postgresqlBackup, postgresql);
const backupWith = (backup: Readonly<Record<string, unknown>> = {}, others: Readonly<Record<string, unknown>> = {}) =>
  render(chart, {
    ...others,
    postgresql: { enabled: false, external: { host: 'db' }, backup: { enabled: true, ...backup } },
  });
const podOf = (...values: Parameters<typeof backupWith>) => podsOf(backupWith(...values))[0]?.spec;
const environmentOf = (name: string, ...values: Parameters<typeof backupWith>) => {
  const pod = podOf(...values);
  const container = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].find((one) => one.name === name);
  return Object.fromEntries((container?.env ?? []).map(({ name: variable, ...value }) => [variable, value]));
};
const jobName = { valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } } };
const secret = (key: string, name = 'prod-semantic-explorer-credentials') => ({
  valueFrom: { secretKeyRef: { name, key } },
});
const dump = ['pg_dump', '--format=custom', '--no-owner', '--no-privileges', '--file=/backups/unfinished-$(JOB_NAME)'];

describe('backups of PostgreSQL', () => {
  it.each([
    ['to the object store', {}],
    ['to a claim', { destination: 'claim' }],
    ['to an existing claim', { destination: 'claim', persistence: { existingClaim: 'dumps' } }],
  ])('consist of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(backupWith(values))).toEqual([]);
  });

  it('are made only when asked for, with a claim only when dumps lie in a new one', () => {
    const objects = [
      'ServiceAccount prod-semantic-explorer-postgresql-backup',
      'CronJob prod-semantic-explorer-postgresql-backup',
    ];
    expect(namesOf(backupWith({ enabled: false }))).toEqual([]);
    expect(namesOf(backupWith())).toEqual(objects);
    expect(namesOf(backupWith({ destination: 'claim', persistence: { existingClaim: 'dumps' } }))).toEqual(objects);
    const [claim, ...others] = ofKind(backupWith({ destination: 'claim' }), 'PersistentVolumeClaim');
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      metadata: {
        name: 'prod-semantic-explorer-postgresql-backup',
        annotations: { 'helm.sh/resource-policy': 'keep' },
      },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
    });
  });

  it('run one at a time, and are tried again in a new pod', () => {
    expect(ofKind(backupWith({ schedule: '0 */6 * * *', timeoutSeconds: 600 }), 'CronJob')[0]).toMatchObject({
      spec: {
        schedule: '0 */6 * * *',
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          spec: { backoffLimit: 2, activeDeadlineSeconds: 600, template: { spec: { restartPolicy: 'Never' } } },
        },
      },
    });
  });

  it('wait for both servers, dump, upload and delete what is old', () => {
    const pod = podOf({ keepDays: 3 });
    expect(pod?.initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-postgresql',
      'wait-for-minio',
      'dump',
      'upload',
    ]);
    expect(pod?.initContainers?.slice(2).map(({ command, args }) => [command, args])).toEqual([
      [dump, undefined],
      [
        ['mc'],
        ['cp', '/backups/unfinished-$(JOB_NAME)', 'store/semantic-explorer-files/backups/postgresql/$(JOB_NAME).dump'],
      ],
    ]);
    expect(pod?.containers.map(({ name, command, args }) => [name, command, args])).toEqual([
      [
        'expire',
        ['mc'],
        ['rm', '--recursive', '--force', '--older-than=3d', 'store/semantic-explorer-files/backups/postgresql/'],
      ],
    ]);
    expect(pod?.volumes).toContainEqual({ name: 'backups', emptyDir: { sizeLimit: '20Gi' } });
  });

  it('log in with credentials of Secrets: as the owner of the database, and as the application or somebody else', () => {
    expect(environmentOf('dump')).toEqual({
      JOB_NAME: jobName,
      PGHOST: { value: 'db' },
      PGPORT: { value: '5432' },
      PGDATABASE: { value: 'explorer' },
      PGUSER: { value: 'explorer' },
      PGPASSWORD: secret('postgresql-password'),
      PGSSLMODE: { value: 'prefer' },
    });
    expect(environmentOf('upload')).toEqual({
      JOB_NAME: jobName,
      STORE_ACCESS_KEY: secret('minio-access-key'),
      STORE_SECRET_KEY: secret('minio-secret-key'),
      MC_HOST_store: { value: 'http://$(STORE_ACCESS_KEY):$(STORE_SECRET_KEY)@prod-semantic-explorer-minio:9000' },
      HOME: { value: '/tmp' },
      MC_CONFIG_DIR: { value: '/tmp/mc' },
    });
    expect(environmentOf('expire', { objectStore: { bucket: 'dumps', existingSecret: 'own' } })).toMatchObject({
      STORE_ACCESS_KEY: secret('access-key', 'own'),
      STORE_SECRET_KEY: secret('secret-key', 'own'),
    });
  });

  it('trust the private authorities of the object store', () => {
    const pod = podOf({}, { trustedCertificates: { secretName: 'authorities' } });
    expect(pod?.initContainers?.map(({ name }) => name)).toContain('write-ca-bundle');
    expect(environmentOf('upload', {}, { trustedCertificates: { secretName: 'authorities' } })).toHaveProperty(
      'SSL_CERT_FILE',
    );
  });

  it('stay in the claim without anything of the object store', () => {
    const pod = podOf({ destination: 'claim', persistence: { existingClaim: 'dumps' } });
    expect(pod?.initContainers?.map(({ name }) => name)).toEqual(['wait-for-postgresql', 'dump']);
    expect(pod?.containers.map(({ name, command }) => [name, command?.slice(0, 2)])).toEqual([
      ['expire', ['sh', '-ec']],
    ]);
    expect(pod?.volumes).toEqual([
      { name: 'backups', persistentVolumeClaim: { claimName: 'dumps' } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'scripts', configMap: { name: 'prod-semantic-explorer-scripts' } },
    ]);
  });

  it('are refused into the claim of the server, and at times that there are not', () => {
    expect(
      refusalsOf(chart, {
        postgresql: {
          primary: { persistence: { existingClaim: 'data' } },
          backup: { enabled: true, destination: 'claim', persistence: { existingClaim: 'data' } },
        },
      }),
    ).toEqual([
      {
        path: 'postgresql.backup.persistence.existingClaim',
        problem:
          'is the claim of the server itself (postgresql.primary.persistence.existingClaim): it has one writer, and who loses it would lose the dumps too',
      },
    ]);
    for (const schedule of ['every day', '* * * *', '@never', '0 2 * * * *']) {
      expect(refusalsOf(chart, { postgresql: { backup: { schedule } } })).toMatchObject([
        { path: 'postgresql.backup.schedule' },
      ]);
    }
  });
});

it('backups to an object store are refused where nobody has keys for it', () => {
  const values = (destination: string) => ({
    postgresql: { backup: { enabled: true, destination } },
    minio: { enabled: false, external: { url: 'https://s3.example.com', cloudIdentity: true } },
  });
  expect(refusalsOf(chart, values('claim'))).toEqual([]);
  expect(refusalsOf(chart, values('objectStore'))).toEqual([
    {
      path: 'postgresql.backup.destination',
      problem:
        'must be "claim" when minio.external.cloudIdentity is true: the client that uploads dumps logs in with keys only',
    },
  ]);
});

it('backups are refused into a bucket that the keys of the application do not reach', () => {
  const inBucket = (objectStore: object, minio = {}) =>
    refusalsOf(chart, { postgresql: { backup: { enabled: true, objectStore } }, minio });
  expect(inBucket({ bucket: 'dumps' })).toEqual([
    {
      path: 'postgresql.backup.objectStore.bucket',
      problem: 'must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
    },
  ]);
  expect(inBucket({ bucket: 'dumps' }, { buckets: [{ name: 'dumps' }] })).toEqual([]);
  expect(inBucket({ bucket: 'dumps', existingSecret: 'own-keys' })).toEqual([]);
  expect(inBucket({ bucket: 'dumps' }, { enabled: false, external: { url: 'https://s3.example.com' } })).toEqual([]);
});
