export { workerDatasets } from './builder.js';
export { limitations as workerDatasetsLimitations } from './limitations.js';
