import { kubernetesProblems, namesOf, ofKind, podsOf, waitsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { configOf, onVolume, podOf, quickwitWith, valueSets, variablesOf } from './testing/quickwit-chart.js';

describe('Quickwit', () => {
  it.each(valueSets)('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(quickwitWith(values))).toEqual([]);
  });

  it('is one node by default, and nothing when it is elsewhere', () => {
    expect(namesOf(quickwitWith())).toEqual([
      'ConfigMap prod-semantic-explorer-quickwit-config',
      'ServiceAccount prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-headless',
      'StatefulSet prod-semantic-explorer-quickwit',
      'ConfigMap prod-semantic-explorer-quickwit-init',
      expect.stringMatching(/^Job prod-semantic-explorer-quickwit-init-[0-9a-f]{8}$/),
    ]);
    expect(namesOf(quickwitWith({ enabled: false }))).toEqual([]);
  });

  it('keeps all on its volume, where it needs no bucket and no keys', () => {
    expect(configOf(onVolume)).toMatchObject({
      metastore_uri: 'file:///quickwit/qwdata/indexes',
      default_index_root_uri: 'file:///quickwit/qwdata/indexes',
    });
    expect(configOf(onVolume)).not.toHaveProperty('storage');
    expect(podOf('quickwit', onVolume)?.initContainers).toBeUndefined();
    expect([...variablesOf('quickwit', onVolume).keys()]).toEqual([
      'QW_CONFIG',
      'QW_NODE_ID',
      'QW_ADVERTISE_ADDRESS',
      'RUST_LOG',
      'NO_COLOR',
    ]);
  });

  it('waits for its bucket, with the keys of the store, which come from its Secret', () => {
    const secret = (key: string) => ({
      valueFrom: { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key } },
    });
    expect(waitsOf(podOf('quickwit'))).toEqual([['wait-for-minio', 's3://prod-semantic-explorer-minio:9000/quickwit']]);
    expect(podOf('quickwit')?.initContainers?.[0]?.env).toEqual(
      expect.arrayContaining([
        { name: 'AWS_ACCESS_KEY_ID', ...secret('minio-access-key') },
        { name: 'AWS_SECRET_ACCESS_KEY', ...secret('minio-secret-key') },
        { name: 'AWS_REGION', value: 'us-east-1' },
      ]),
    );
    expect(variablesOf('quickwit').get('AWS_ACCESS_KEY_ID')).toEqual(secret('minio-access-key'));
    expect(variablesOf('quickwit').get('AWS_SECRET_ACCESS_KEY')).toEqual(secret('minio-secret-key'));
  });

  it('waits for the store alone when it logs in as what the cloud says its pod is', () => {
    const elsewhere = { enabled: false, external: { url: 'https://s3.example.com' }, initJob: { enabled: false } };
    const external = { ...elsewhere.external, cloudIdentity: true };
    const [pod] = podsOf(quickwitWith({}, { minio: { ...elsewhere, external } }));
    expect(waitsOf(pod?.spec)).toEqual([['wait-for-minio', 'https://s3.example.com/']]);
    const [other] = podsOf(quickwitWith({}, { minio: elsewhere }));
    expect(waitsOf(other?.spec)).toEqual([['wait-for-minio', 's3s://s3.example.com/quickwit']]);
  });

  it.each([
    ['https://http-store.example.com', true, 's3s://http-store.example.com/quickwit'],
    // Buckets of such a store are virtual hosts, which the init container does not ask.
    ['https://s3.example.com', false, 'https://s3.example.com/'],
  ])('waits at %s, with buckets in paths: %s', (url, forcePathStyle, waitUrl) => {
    const minio = { enabled: false, external: { url, forcePathStyle }, initJob: { enabled: false } };
    const [pod] = podsOf(quickwitWith({}, { minio }));
    expect(waitsOf(pod?.spec)).toEqual([['wait-for-minio', waitUrl]]);
  });

  it('trusts private authorities, such as that of the store', () => {
    const [pod] = podsOf(quickwitWith({}, { trustedCertificates: { secretName: 'own-ca' } }));
    expect(pod?.spec.initContainers?.map(({ name }) => name)).toEqual(['write-ca-bundle', 'wait-for-minio']);
    expect(pod?.spec.containers[0]?.env).toContainEqual({
      name: 'SSL_CERT_FILE',
      value: '/etc/trusted-certificates/ca-bundle.crt',
    });
    expect(variablesOf('quickwit').has('SSL_CERT_FILE')).toBe(false);
  });

  it('writes to its volume and to /tmp alone', () => {
    const [container] = podOf('quickwit')?.containers ?? [];
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container?.volumeMounts).toEqual([
      { name: 'data', mountPath: '/quickwit/qwdata' },
      { name: 'config', mountPath: '/etc/quickwit', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(ofKind(quickwitWith(), 'StatefulSet')[0]?.['spec']).toMatchObject({
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '50Gi' } } } }],
    });
  });

  it('is scraped', () => {
    expect(ofKind(quickwitWith(), 'StatefulSet')[0]?.['spec']).toMatchObject({
      template: {
        metadata: {
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '7280',
            'prometheus.io/path': '/metrics',
          },
        },
      },
    });
  });

  it('is live while it starts, and ready when the metastore answers', () => {
    const [container] = podOf('quickwit')?.containers ?? [];
    expect(container?.startupProbe?.httpGet).toEqual({ path: '/health/livez', port: 'rest' });
    expect(container?.livenessProbe?.httpGet).toEqual({ path: '/health/livez', port: 'rest' });
    expect(container?.readinessProbe?.httpGet).toEqual({ path: '/health/readyz', port: 'rest' });
  });
});
