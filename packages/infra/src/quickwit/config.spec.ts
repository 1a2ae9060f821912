import { drawnValues } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';

import { nodeConfigProblems } from './testing/node-config.js';
import type { Values } from './testing/quickwit-chart.js';
import { chart, configOf, valueSets } from './testing/quickwit-chart.js';

describe('the configuration of Quickwit', () => {
  it.each(valueSets)('has keys and values that it documents: %s', (_, values) => {
    expect(nodeConfigProblems(configOf(values))).toEqual([]);
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
