export { workerCollections } from './builder.js';
export { limitations as workerCollectionsLimitations } from './limitations.js';
