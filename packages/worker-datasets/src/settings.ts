import { countSetting, secondsSetting } from '@semantic-explorer/platform';

/** `workerDatasets.uploads` */
export const uploadSettings = {
  qdrantTimeoutSeconds: secondsSetting('QDRANT_TIMEOUT_SECS', 30, 'Time-out of a request to Qdrant'),
  qdrantConnectTimeoutSeconds: secondsSetting('QDRANT_CONNECT_TIMEOUT_SECS', 10, 'Time-out of connecting to Qdrant'),
  collectionCreateMaxAttempts: countSetting(
    'QDRANT_COLLECTION_CREATE_MAX_ATTEMPTS',
    5,
    'Tries to create a collection while a Qdrant cluster forms',
  ),
  parallelUploads: countSetting('QDRANT_PARALLEL_UPLOADS', 4, 'Uploads of one job at once'),
};
