export { workerDatasets } from './builder.js';
