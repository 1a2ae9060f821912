import { fullname, objectName, objectStoreSlice, objectStoreUrl, quickwitPorts } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { and, eq, helper, not, or, str, when, yamlText } from 'chartkit';

import type { QuickwitValues } from './values.js';

/** Directory of the queue and of what is worked on, and of the indexes where they lie on the volume. */
export const dataDirectory = '/quickwit/qwdata';

/** Whether indexes are kept in a bucket. */
export const usesObjectStore = ({ storage }: QuickwitValues): Expr<boolean> => eq(storage, 'objectStore');
/** Whether nodes have different roles. */
export const isSplit = ({ roles }: QuickwitValues): Expr<boolean> => eq(roles, 'split');
/** Whether a database is the metastore. */
export const usesPostgresql = ({ metastore }: QuickwitValues): Expr<boolean> => eq(metastore.type, 'postgresql');

const mebibytes = (count: Expr<number>): Expr<string> => str`${count}MiB`;
const objectStore = objectStoreSlice.values;

/** The configuration of all nodes. What differs between them comes as variables. https://quickwit.io/docs/configuration/node-config */
export const nodeConfig = (values: QuickwitValues): Expr<string> => {
  const { bucket, ingest, searcher } = values;
  const indexes = when(usesObjectStore(values), str`s3://${bucket}/indexes`, `file://${dataDirectory}/indexes`);
  return helper<string>(
    'semantic-explorer.quickwit.config',
    'Configuration file of Quickwit.',
    yamlText<unknown>({
      version: '0.8',
      // It has to start with a letter.
      cluster_id: str`quickwit-${fullname}`,
      listen_address: '0.0.0.0',
      grpc_listen_port: quickwitPorts.grpc,
      gossip_listen_port: quickwitPorts.gossip,
      // Those that are there from the beginning to the end; they know the others.
      peer_seeds: when<unknown>(isSplit(values), [
        objectName('quickwit-headless'),
        objectName('quickwit-control-headless'),
      ]),
      data_dir: dataDirectory,
      metastore_uri: when<unknown>(not(usesPostgresql(values)), indexes),
      default_index_root_uri: indexes,
      rest: { listen_port: quickwitPorts.rest },
      storage: when<unknown>(usesObjectStore(values), {
        s3: {
          endpoint: objectStoreUrl,
          region: objectStore.region,
          force_path_style_access: or(objectStore.enabled, objectStore.external.forcePathStyle),
          checksum_algorithm: values.checksum,
        },
      }),
      indexer: {
        enable_otlp_endpoint: true,
        split_store_max_num_bytes: mebibytes(values.splitStoreMebibytes),
      },
      ingest_api: {
        max_queue_memory_usage: mebibytes(ingest.queueMemoryMebibytes),
        max_queue_disk_usage: mebibytes(ingest.queueDiskMebibytes),
        // With several indexers, another one has a copy of what is not indexed yet.
        replication_factor: when(and(isSplit(values), hasSeveralIndexers(values)), 2, 1),
      },
      searcher: {
        fast_field_cache_capacity: mebibytes(searcher.fastFieldCacheMebibytes),
        split_footer_cache_capacity: mebibytes(searcher.splitFooterCacheMebibytes),
        aggregation_memory_limit: mebibytes(searcher.aggregationMemoryMebibytes),
      },
      jaeger: { enable_endpoint: true },
    }),
  );
};

const hasSeveralIndexers = ({ replicas }: QuickwitValues): Expr<boolean> => not(eq(replicas, 1));
