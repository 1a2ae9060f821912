import { Ajv } from 'ajv';

/*
 * What Quickwit 0.9 takes as its configuration, since no registry offers the program itself. After its documentation
 * (https://quickwit.io/docs/configuration/node-config, …/storage-config, …/metastore-config); it refuses unknown keys, and so
 * does this schema. Parts that the chart does not use are left out.
 */

const strict = (properties: Readonly<Record<string, object>>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const port = { type: 'integer', minimum: 1, maximum: 65_535 };
const count = { type: 'integer', minimum: 1 };
const byteSize = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)? ?(B|[KMGTP](i?B)?)$' };
const identifier = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]{2,254}$' };
const storageUri = '(s3|azure|gs)://[a-z0-9][a-z0-9.-]*(/.*)?|file:///.*|/.*';

const schema = strict(
  {
    // A number would be 0.8 as well, but a text stays one.
    version: { enum: ['0.7', '0.8'] },
    cluster_id: identifier,
    listen_address: { type: 'string' },
    grpc_listen_port: port,
    gossip_listen_port: port,
    peer_seeds: { type: 'array', items: { type: 'string', pattern: '^[a-z0-9.-]+(:[0-9]+)?$' }, minItems: 1 },
    data_dir: { type: 'string', pattern: '^/' },
    metastore_uri: { type: 'string', pattern: `^(${storageUri}|postgres(ql)?://.+)$` },
    default_index_root_uri: { type: 'string', pattern: `^(${storageUri})$` },
    rest: strict({ listen_port: port }),
    storage: strict({
      s3: strict({
        endpoint: { type: 'string', pattern: '^https?://' },
        region: { type: 'string', minLength: 1 },
        force_path_style_access: { type: 'boolean' },
        checksum_algorithm: { enum: ['crc32c', 'md5', 'disabled'] },
      }),
    }),
    indexer: strict({
      enable_otlp_endpoint: { type: 'boolean' },
      split_store_max_num_bytes: byteSize,
      split_store_max_num_splits: count,
    }),
    ingest_api: strict({
      max_queue_memory_usage: byteSize,
      max_queue_disk_usage: byteSize,
      replication_factor: { enum: [1, 2] },
    }),
    searcher: strict({
      fast_field_cache_capacity: byteSize,
      split_footer_cache_capacity: byteSize,
      aggregation_memory_limit: byteSize,
    }),
    jaeger: strict({ enable_endpoint: { type: 'boolean' } }),
  },
  ['version'],
);

const validate = new Ajv({ allErrors: true }).compile(schema);

/** What Quickwit would not take of a configuration, one sentence each. */
export function nodeConfigProblems(config: unknown): readonly string[] {
  return validate(config)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}
