import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
  waitsOf,
} from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { quickwit } from './builder.js';
import { nodeConfigProblems } from './testing/node-config.js';

type Values = Readonly<Record<string, unknown>>;

const chart = chartOfServices(quickwit);
const quickwitWith = (values: Values = {}, others: Values = {}) => render(chart, { quickwit: values, ...others });
const configOf = (values?: Values, others?: Values): unknown =>
  parse(
    (ofKind(quickwitWith(values, others), 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>)[
      'quickwit.yaml'
    ] ?? '',
  );
const podOf = (name: string, values?: Values) =>
  podsOf(quickwitWith(values)).find(
    ({ owner }) => (owner['metadata'] as { readonly name: string }).name === `prod-semantic-explorer-${name}`,
  )?.spec;
const variablesOf = (name: string, values?: Values) =>
  new Map(podOf(name, values)?.containers[0]?.env?.map(({ name: variable, ...rest }) => [variable, rest]));

const onVolume = { storage: 'volume' };
const split = {
  roles: 'split',
  replicas: 2,
  metastore: { type: 'postgresql', existingSecret: 'quickwit-metastore' },
};
const valueSets: readonly (readonly [string, Values])[] = [
  ['the defaults', {}],
  ['a volume', onVolume],
  ['an existing claim', { ...onVolume, persistence: { existingClaim: 'logs' } }],
  ['split roles, monitored', { ...split, serviceMonitor: { enabled: true } }],
  ['one indexer of several nodes', { ...split, replicas: 1, persistence: { enabled: false } }],
  ['PostgreSQL for one node', { metastore: { type: 'postgresql', existingSecret: 'quickwit-metastore' } }],
];

describe('Quickwit', () => {
  it.each(valueSets)('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(quickwitWith(values))).toEqual([]);
  });

  it.each(valueSets)('gets a configuration with keys and values that it documents: %s', (_, values) => {
    expect(nodeConfigProblems(configOf(values))).toEqual([]);
  });

  it('is one node by default, and nothing when it is elsewhere', () => {
    expect(namesOf(quickwitWith())).toEqual([
      'ConfigMap prod-semantic-explorer-quickwit-config',
      'ServiceAccount prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-headless',
      'StatefulSet prod-semantic-explorer-quickwit',
    ]);
    expect(namesOf(quickwitWith({ enabled: false }))).toEqual([]);
  });

  it('keeps indexes and what it knows of them in a bucket', () => {
    expect(configOf()).toEqual({
      version: '0.8',
      cluster_id: 'quickwit-prod-semantic-explorer',
      listen_address: '0.0.0.0',
      grpc_listen_port: 7281,
      gossip_listen_port: 7282,
      data_dir: '/quickwit/qwdata',
      metastore_uri: 's3://quickwit/indexes',
      default_index_root_uri: 's3://quickwit/indexes',
      rest: { listen_port: 7280 },
      storage: {
        s3: {
          endpoint: 'http://prod-semantic-explorer-minio:9000',
          region: 'us-east-1',
          force_path_style_access: true,
          checksum_algorithm: 'crc32c',
        },
      },
      indexer: { enable_otlp_endpoint: true, split_store_max_num_bytes: '20480MiB' },
      ingest_api: { max_queue_memory_usage: '512MiB', max_queue_disk_usage: '4096MiB', replication_factor: 1 },
      searcher: {
        fast_field_cache_capacity: '256MiB',
        split_footer_cache_capacity: '128MiB',
        aggregation_memory_limit: '256MiB',
      },
      jaeger: { enable_endpoint: true },
    });
  });

  it('takes a store elsewhere as its values say', () => {
    const minio = {
      enabled: false,
      region: 'eu-central-1',
      external: { url: 'https://s3.example.com', forcePathStyle: false },
      auth: { existingSecret: 'storage' },
      initJob: { enabled: false },
    };
    expect(configOf({ bucket: 'logs', checksum: 'md5' }, { minio })).toMatchObject({
      default_index_root_uri: 's3://logs/indexes',
      storage: {
        s3: {
          endpoint: 'https://s3.example.com',
          region: 'eu-central-1',
          force_path_style_access: false,
          checksum_algorithm: 'md5',
        },
      },
    });
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
    const minio = { enabled: false, external: { url: 'https://s3.example.com', cloudIdentity: true } };
    const [pod] = podsOf(quickwitWith({}, { minio }));
    expect(waitsOf(pod?.spec)).toEqual([['wait-for-minio', 'https://s3.example.com/']]);
    const withKeys = { enabled: false, external: { url: 'https://s3.example.com' } };
    const [other] = podsOf(quickwitWith({}, { minio: withKeys }));
    expect(waitsOf(other?.spec)).toEqual([['wait-for-minio', 's3s://s3.example.com/quickwit']]);
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

  it('has nodes for indexing, searching and control, which find each other', () => {
    expect(namesOf(quickwitWith(split))).toEqual([
      'ConfigMap prod-semantic-explorer-quickwit-config',
      'ServiceAccount prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-headless',
      'StatefulSet prod-semantic-explorer-quickwit',
      'PodDisruptionBudget prod-semantic-explorer-quickwit',
      'Service prod-semantic-explorer-quickwit-searcher',
      'Service prod-semantic-explorer-quickwit-searcher-headless',
      'StatefulSet prod-semantic-explorer-quickwit-searcher',
      'PodDisruptionBudget prod-semantic-explorer-quickwit-searcher',
      'Service prod-semantic-explorer-quickwit-control',
      'Service prod-semantic-explorer-quickwit-control-headless',
      'StatefulSet prod-semantic-explorer-quickwit-control',
    ]);
    const services = ['quickwit', 'quickwit-searcher', 'quickwit-control'].map((name) =>
      variablesOf(name, split).get('QW_ENABLED_SERVICES'),
    );
    expect(services).toEqual([
      { value: 'indexer' },
      { value: 'searcher' },
      { value: 'control_plane,metastore,janitor' },
    ]);
    expect(configOf(split)).toMatchObject({
      peer_seeds: ['prod-semantic-explorer-quickwit-headless', 'prod-semantic-explorer-quickwit-control-headless'],
      ingest_api: { replication_factor: 2 },
    });
    expect(
      ofKind(quickwitWith(split), 'StatefulSet').map(({ spec }) => (spec as { replicas: number }).replicas),
    ).toEqual([2, 2, 1]);
    expect(ofKind(quickwitWith(split), 'Service')[1]?.['spec']).toMatchObject({
      clusterIP: 'None',
      ports: [{ name: 'rest' }, { name: 'grpc' }, { name: 'gossip', port: 7282, protocol: 'UDP' }],
    });
  });

  it('takes the database from a Secret', () => {
    expect(configOf(split)).not.toHaveProperty('metastore_uri');
    expect(variablesOf('quickwit-control', split).get('QW_METASTORE_URI')).toEqual({
      valueFrom: { secretKeyRef: { name: 'quickwit-metastore', key: 'uri' } },
    });
    expect(podOf('quickwit-control', split)?.initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-minio',
      'wait-for-postgresql',
    ]);
  });
});

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
      'a database that nobody names',
      { metastore: { type: 'postgresql' } },
      'quickwit.metastore.existingSecret',
      'is needed when quickwit.metastore.type is "postgresql"',
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
});

describe('random values', () => {
  it.each(drawnValues(chart, { fixed: { quickwit: { enabled: true } } }))(
    'make a valid configuration: %s',
    (_, values) => {
      const { quickwit: own, ...others } = values as { readonly quickwit: Values };
      expect(nodeConfigProblems(configOf(own, others))).toEqual([]);
    },
  );
});

describe('the check of configurations', () => {
  it.each([
    ['an unknown key', { version: '0.8', indexr: {} }],
    ['a size that is none', { version: '0.8', ingest_api: { max_queue_disk_usage: 'large' } }],
    ['another version', { version: '1.0' }],
    ['a store that Quickwit does not know', { version: '0.8', default_index_root_uri: 'ftp://host/indexes' }],
  ])('finds %s', (_, config) => {
    expect(nodeConfigProblems(config)).not.toEqual([]);
  });
});
