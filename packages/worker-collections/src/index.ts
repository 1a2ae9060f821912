export { workerCollections } from './builder.js';
