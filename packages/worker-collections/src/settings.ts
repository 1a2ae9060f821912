import { integerSetting } from '@semantic-explorer/platform';

/** `workerCollections.files` */
export const fileSettings = {
  maxSizeMegabytes: integerSetting(
    'MAX_FILE_SIZE_MB',
    { minimum: 1, maximum: 1_048_576, default: 100 },
    'Largest document that is loaded into memory, in megabytes; larger ones fail.',
  ),
};
