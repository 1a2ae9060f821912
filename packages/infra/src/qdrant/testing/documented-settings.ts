/** What the text of a variable must be for the field of the file that it stands for. */
const kinds = {
  boolean: /^(true|false)$/,
  count: /^(0|[1-9][0-9]{0,18})$/,
  number: /^[0-9]+(\.[0-9]+)?$/,
  path: /^\/[^\0]*$/,
  port: /^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  text: /^[^\0]+$/,
  level: /^(ERROR|WARN|INFO|DEBUG|TRACE)$/,
  storage: /^(local|s3)$/,
  nodeType: /^(Normal|Listener)$/,
} as const;

/**
 * The fields of Qdrant's configuration file, as `config/config.yaml` and `src/settings.rs` of version 1.19.0 document them.
 * No registry offers the program, so this stands in for it. https://github.com/qdrant/qdrant/blob/v1.19.0/config/config.yaml
 */
const documentedSettings: Readonly<Record<string, keyof typeof kinds>> = {
  log_level: 'level',
  telemetry_disabled: 'boolean',
  'storage.storage_path': 'path',
  'storage.snapshots_path': 'path',
  'storage.snapshots_config.snapshots_storage': 'storage',
  'storage.temp_path': 'path',
  'storage.on_disk_payload': 'boolean',
  'storage.update_concurrency': 'count',
  'storage.wal.wal_capacity_mb': 'count',
  'storage.wal.wal_segments_ahead': 'count',
  'storage.node_type': 'nodeType',
  'storage.performance.max_search_threads': 'count',
  'storage.performance.optimizer_cpu_budget': 'count',
  'storage.performance.update_rate_limit': 'count',
  'storage.optimizers.deleted_threshold': 'number',
  'storage.optimizers.vacuum_min_vector_number': 'count',
  'storage.optimizers.default_segment_number': 'count',
  'storage.optimizers.max_segment_size_kb': 'count',
  'storage.optimizers.indexing_threshold_kb': 'count',
  'storage.optimizers.flush_interval_sec': 'count',
  'storage.optimizers.max_optimization_threads': 'count',
  'storage.hnsw_index.m': 'count',
  'storage.hnsw_index.ef_construct': 'count',
  'storage.hnsw_index.full_scan_threshold_kb': 'count',
  'storage.hnsw_index.max_indexing_threads': 'count',
  'storage.hnsw_index.on_disk': 'boolean',
  'storage.collection.replication_factor': 'count',
  'storage.collection.write_consistency_factor': 'count',
  'storage.collection.vectors.on_disk': 'boolean',
  'storage.max_collections': 'count',
  'service.host': 'text',
  'service.http_port': 'port',
  'service.grpc_port': 'port',
  'service.metrics_port': 'port',
  'service.max_request_size_mb': 'count',
  'service.max_workers': 'count',
  'service.enable_cors': 'boolean',
  'service.enable_tls': 'boolean',
  'service.verify_https_client_certificate': 'boolean',
  'service.api_key': 'text',
  'service.alt_api_key': 'text',
  'service.read_only_api_key': 'text',
  'service.jwt_rbac': 'boolean',
  'service.enforce_internal_auth': 'boolean',
  'service.enable_static_content': 'boolean',
  'service.slow_query_secs': 'number',
  'service.hardware_reporting': 'boolean',
  'service.metrics_prefix': 'text',
  'service.enable_snapshot_url_recovery': 'boolean',
  'cluster.enabled': 'boolean',
  'cluster.grpc_timeout_ms': 'count',
  'cluster.connection_timeout_ms': 'count',
  'cluster.p2p.port': 'port',
  'cluster.p2p.connection_pool_size': 'count',
  'cluster.p2p.enable_tls': 'boolean',
  'cluster.consensus.tick_period_ms': 'count',
  'cluster.consensus.compact_wal_entries': 'count',
  'cluster.resharding_enabled': 'boolean',
  'gpu.indexing': 'boolean',
  'gpu.force_half_precision': 'boolean',
  'gpu.groups_count': 'count',
  'gpu.device_filter': 'text',
  'gpu.parallel_indexes': 'count',
  'gpu.allow_integrated': 'boolean',
  'gpu.allow_emulated': 'boolean',
};

/** Variables that are none of the file: flags of the program, and the marker of its start. */
const flags = ['QDRANT_BOOTSTRAP', 'QDRANT_INIT_FILE_PATH', 'QDRANT_URI'];

/** What Qdrant would not understand of variables; `undefined` stands for a value that only a Secret knows. */
export const settingProblems = (variables: readonly { readonly name: string; readonly value?: string }[]): string[] =>
  variables
    .filter(({ name }) => name.startsWith('QDRANT_') && !flags.includes(name))
    .flatMap(({ name, value }) => {
      const field = name.slice('QDRANT__'.length).toLowerCase().replaceAll('__', '.');
      const kind = name.startsWith('QDRANT__') ? documentedSettings[field] : undefined;
      if (kind === undefined) return [`${name}: there is no such field`];
      return value === undefined || kinds[kind].test(value) ? [] : [`${name}: "${value}" is no ${kind}`];
    });
