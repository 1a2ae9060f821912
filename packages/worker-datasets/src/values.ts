import { images, queueWorkerValues, settingsValues } from '@semantic-explorer/platform';
import { object } from 'chartkit';

import { limitations } from './limitations.js';
import { uploadSettings } from './settings.js';

/** What can be configured of the worker that embeds datasets. */
export const workerDatasetsValues = object(
  {
    ...queueWorkerValues({
      image: images.workerDatasets,
      limitations,
      logTarget: 'worker_datasets',
      what: 'the worker that embeds datasets',
    }),
    uploads: settingsValues(uploadSettings, 'Uploads of vectors.'),
  },
  { description: 'The worker that embeds datasets.' },
);
