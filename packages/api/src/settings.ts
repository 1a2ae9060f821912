import {
  apiMaxConnections,
  circuitBreakerSettings,
  countSetting as count,
  integerSetting,
  millisecondsSetting,
  secondsSetting as seconds,
} from '@semantic-explorer/platform';

/*
 * What the API reads of its environment beyond its connections, by the keys of its values. Variables that it parses but
 * never uses are left out.
 */

/** `api.database` */
export const databaseSettings = {
  maxConnections: apiMaxConnections,
  minConnections: count('DB_MIN_CONNECTIONS', 2, 'Connections that a pod keeps open', 0),
  acquireTimeoutSeconds: seconds('DB_ACQUIRE_TIMEOUT_SECS', 5, 'How long a request waits for a connection'),
  idleTimeoutSeconds: seconds('DB_IDLE_TIMEOUT_SECS', 300, 'After how long an idle connection is closed'),
  maxLifetimeSeconds: seconds('DB_MAX_LIFETIME_SECS', 1800, 'After how long a connection is replaced'),
};

/** `api.qdrant` */
export const qdrantSettings = {
  timeoutSeconds: seconds('QDRANT_TIMEOUT_SECS', 30, 'Time-out of a request'),
  connectTimeoutSeconds: seconds('QDRANT_CONNECT_TIMEOUT_SECS', 10, 'Time-out of connecting'),
  ...circuitBreakerSettings('QDRANT'),
};

/** `api.storage` */
export const storageSettings = {
  maxDownloadSizeBytes: integerSetting(
    'S3_MAX_DOWNLOAD_SIZE_BYTES',
    { minimum: 1, maximum: 1_099_511_627_776, default: 104_857_600 },
    'Largest file that the API sends, in bytes.',
  ),
  maxUploadSizeBytes: integerSetting(
    'S3_MAX_UPLOAD_SIZE_BYTES',
    { minimum: 1, maximum: 1_099_511_627_776, default: 1_073_741_824 },
    'Largest upload, in bytes.',
  ),
};

/** `api.batches` */
export const batchSettings = {
  searchBatchSize: count('WORKER_SEARCH_BATCH_SIZE', 200, 'Page size of a search'),
  chatBatchSize: count('WORKER_CHAT_BATCH_SIZE', 500, 'Chat documents that are inserted at once'),
};

/** `api.bearerCache` */
export const bearerCacheSettings = {
  ttlSeconds: seconds('BEARER_L1_CACHE_TTL_SECS', 60, 'How long a pod trusts a token that it has checked'),
  maxCapacity: count('BEARER_L1_CACHE_MAX_CAPACITY', 10_000, 'Tokens that a pod remembers'),
};

/** `api.scanner` */
export const scannerSettings = {
  reconciliationIntervalSeconds: seconds('RECONCILIATION_INTERVAL_SECS', 300, 'Period of reconciliation'),
  stuckBatchThresholdHours: integerSetting(
    'STUCK_BATCH_THRESHOLD_HOURS',
    { minimum: 1, maximum: 8760, default: 2 },
    'Age at which a batch is reported as stuck, in hours.',
  ),
  batchDelayMilliseconds: millisecondsSetting('DATASET_SCANNER_BATCH_DELAY_MS', 0, 'Delay between published batches'),
  maxBatchesPerScan: count('DATASET_SCANNER_MAX_BATCHES_PER_SCAN', 1000, 'Batches of one scan at most'),
  maxItemsPerScan: count('DATASET_SCANNER_MAX_ITEMS_PER_SCAN', 100_000, 'Items of one scan at most'),
  timeoutSeconds: seconds('DATASET_SCANNER_TIMEOUT_SECS', 300, 'Time-out of a scan'),
  maxPending: count('DATASET_SCANNER_MAX_PENDING', 500, 'Pending messages from which on no more are published'),
};

/** `api.valkey` */
export const valkeySettings = {
  bearerCacheTtlSeconds: seconds('VALKEY_BEARER_CACHE_TTL_SECS', 3600, 'Lifetime of a token in the cache'),
  resourceCacheTtlSeconds: seconds('VALKEY_RESOURCE_CACHE_TTL_SECS', 300, 'Lifetime of a listing in the cache'),
};
