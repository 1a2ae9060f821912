import { kubernetesProblems, namesOf, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import type { Values } from './testing/minio-init-chart.js';
import { chart, valueSets } from './testing/minio-init-chart.js';

const own = (values: Values = {}) => render(chart, values).filter(({ metadata }) => !isScripts(metadata));
const isScripts = (metadata: unknown) => (metadata as { readonly name: string }).name.endsWith('-scripts');
const job = (values: Values = {}) => ofKind(own(values), 'Job')[0];
const pod = (values: Values = {}) => podsOf(own(values))[0]?.spec;
const environment = (values: Values = {}) => pod(values)?.containers[0]?.env;
const files = (values: Values = {}) =>
  ofKind(own(values), 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>;
const all = valueSets['with all that buckets and users can have'] ?? {};
const elsewhere = valueSets['for a store elsewhere'] ?? {};
const secret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

it.each(Object.entries(valueSets))('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
  expect(kubernetesProblems(render(chart, values))).toEqual([]);
});

describe('the objects', () => {
  it('are these, and none when nothing is to be prepared', () => {
    expect(namesOf(own())).toEqual([
      'ServiceAccount prod-semantic-explorer-minio-init',
      'ConfigMap prod-semantic-explorer-minio-init',
      expect.stringMatching(/^Job prod-semantic-explorer-minio-init-[0-9a-f]{8}$/),
    ]);
    expect(own({ minio: { initJob: { enabled: false } } })).toEqual([]);
    expect(namesOf(own({ minio: { initJob: { serviceAccount: { create: false } } } }))[0]).toBe(
      'ConfigMap prod-semantic-explorer-minio-init',
    );
  });

  it('are no hooks: the API, for which hooks wait, waits for its bucket', () => {
    for (const object of own(all)) expect(object['metadata']).not.toHaveProperty('annotations');
  });

  it('leave failed pods and the finished Job: nothing makes it anew by itself', () => {
    expect(job()?.['spec']).toMatchObject({ backoffLimit: 5, template: { spec: { restartPolicy: 'Never' } } });
    expect(job()?.['spec']).not.toHaveProperty('ttlSecondsAfterFinished');
  });
});

describe('the tables', () => {
  it('say what the values say', () => {
    expect(files()['buckets.txt']).toBe(`# name objectLock versioning lifecycleDays quota policy purge
semantic-explorer-files false false 0 none none false
quickwit false false 0 none none false
`);
    expect(files()['users.txt']).toBe('# name access bucket\n');
    expect(files(all)['buckets.txt']).toBe(`# name objectLock versioning lifecycleDays quota policy purge
files false true 30 10Gi none false
locked true false 0 none none false
pictures false false 0 none download false
scratch false false 0 none none true
`);
    expect(files(all)['users.txt']).toBe(`# name access bucket
backup readOnly files
backup readOnly locked
importer readWrite files
`);
  });
});

describe('the pod', () => {
  it('logs in to MinIO as its administrator', () => {
    const credentials = (key: string) => secret('prod-semantic-explorer-credentials', key);
    expect(environment()).toEqual([
      { name: 'STORE_URL', value: 'http://prod-semantic-explorer-minio:9000' },
      { name: 'STORE_REGION', value: 'us-east-1' },
      { name: 'STORE_KIND', value: 'minio' },
      { name: 'STORE_PATH_STYLE', value: 'true' },
      { name: 'STORE_ACCESS_KEY', ...credentials('minio-root-user') },
      { name: 'STORE_SECRET_KEY', ...credentials('minio-root-password') },
      { name: 'APPLICATION_ACCESS_KEY', ...credentials('minio-access-key') },
      { name: 'APPLICATION_SECRET_KEY', ...credentials('minio-secret-key') },
      { name: 'POLICY_PREFIX', value: 'prod-semantic-explorer' },
      { name: 'WAIT_SECONDS', value: '600' },
      { name: 'HOME', value: '/tmp' },
      { name: 'MC_CONFIG_DIR', value: '/tmp/mc' },
    ]);
  });

  it('reaches MinIO over HTTPS when it has a certificate', () => {
    const withTls = { minio: { tls: { secretName: 'storage-tls' } }, trustedCertificates: { secretName: 'own-ca' } };
    expect(environment(withTls)?.[0]).toEqual({
      name: 'STORE_URL',
      value: 'https://prod-semantic-explorer-minio:9000',
    });
  });

  it('logs in to a store elsewhere as the application, which is all that it has', () => {
    expect(environment(elsewhere)).toEqual([
      { name: 'STORE_URL', value: 'https://s3.example.com' },
      { name: 'STORE_REGION', value: 'eu-central-1' },
      { name: 'STORE_KIND', value: 's3' },
      { name: 'STORE_PATH_STYLE', value: 'false' },
      { name: 'STORE_ACCESS_KEY', ...secret('storage', 'minio-access-key') },
      { name: 'STORE_SECRET_KEY', ...secret('storage', 'minio-secret-key') },
      { name: 'WAIT_SECONDS', value: '600' },
      { name: 'HOME', value: '/tmp' },
      { name: 'MC_CONFIG_DIR', value: '/tmp/mc' },
    ]);
  });

  it('finds the secret keys of users in files', () => {
    expect(pod(all)?.volumes?.[0]).toEqual({
      name: 'setup',
      projected: {
        sources: [
          { configMap: { name: 'explorer-minio-init' } },
          { secret: { name: 'backup-login', items: [{ key: 'secret-key', path: 'users/backup' }] } },
          { secret: { name: 'importer-login', items: [{ key: 'key', path: 'users/importer' }] } },
        ],
      },
    });
    expect(pod()?.volumes?.[0]).toEqual({
      name: 'setup',
      projected: { sources: [{ configMap: { name: 'prod-semantic-explorer-minio-init' } }] },
    });
  });

  it('trusts private authorities', () => {
    expect(pod(all)?.initContainers?.map(({ name }) => name)).toEqual(['write-ca-bundle']);
    expect(environment(all)?.at(-1)).toEqual({
      name: 'SSL_CERT_FILE',
      value: '/etc/trusted-certificates/ca-bundle.crt',
    });
    expect(pod()?.initContainers).toBeUndefined();
  });
});
