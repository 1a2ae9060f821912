import { images, queueWorkerValues, settingsValues } from '@semantic-explorer/platform';
import { object } from 'chartkit';

import { fileSettings } from './settings.js';

/** What can be configured of the worker that extracts and chunks documents. */
export const workerCollectionsValues = object(
  {
    ...queueWorkerValues({
      image: images.workerCollections,
      logTarget: 'worker_collections',
      what: 'the worker that extracts and chunks documents',
    }),
    files: settingsValues(fileSettings, 'Documents.'),
  },
  { description: 'The worker that extracts and chunks documents.' },
);
