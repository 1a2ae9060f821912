import { countSetting, integerSetting, secondsSetting } from '@semantic-explorer/platform';

/** `workerVisualizationsPy.jobs` */
export const jobSettings = {
  maxConcurrentJobs: countSetting('MAX_CONCURRENT_JOBS', 3, 'Jobs of one pod at once'),
  processingTimeoutSeconds: secondsSetting('PROCESSING_TIMEOUT_SECS', 3600, 'How long a job may take'),
  maxVisualizationPoints: integerSetting(
    'MAX_VISUALIZATION_POINTS',
    { minimum: 1, maximum: 100_000_000, default: 100_000_000 },
    'Points of a visualization; of larger sets a sample is taken.',
  ),
};

/** `workerVisualizationsPy.queue` */
export const queueSettings = {
  streamRetryAttempts: countSetting(
    'NATS_STREAM_RETRY_ATTEMPTS',
    30,
    'Tries to find the stream before the program ends',
  ),
  streamRetryDelaySeconds: secondsSetting('NATS_STREAM_RETRY_DELAY', 2, 'Pause between two tries'),
  batchSize: countSetting('NATS_BATCH_SIZE', 1, 'Messages that are fetched at once'),
  fetchTimeoutSeconds: integerSetting(
    'NATS_FETCH_TIMEOUT',
    { minimum: 1, maximum: 60, default: 5 },
    'How long a fetch waits, in seconds; a pod that stops notices it only afterwards.',
  ),
  resubscribeThreshold: countSetting(
    'NATS_RESUBSCRIBE_THRESHOLD',
    10,
    'Errors in a row after which it subscribes anew',
  ),
};
