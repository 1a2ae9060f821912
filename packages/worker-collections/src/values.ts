import { images, queueWorkerValues, settingsValues } from '@semantic-explorer/platform';
import { object } from 'chartkit';

import { limitations } from './limitations.js';
import { fileSettings } from './settings.js';

/** What can be configured of the worker that extracts and chunks documents. */
export const workerCollectionsValues = object(
  {
    ...queueWorkerValues({
      image: images.workerCollections,
      limitations,
      logTarget: 'worker_collections',
      what: 'the worker that extracts and chunks documents',
    }),
    files: settingsValues(fileSettings, 'Documents.'),
  },
  { description: 'The worker that extracts and chunks documents.' },
);
