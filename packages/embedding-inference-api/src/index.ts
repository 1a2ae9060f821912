export { embeddingInferenceApi } from './builder.js';
export { limitations as embeddingInferenceApiLimitations } from './limitations.js';
export { embeddingInferenceApiValues } from './values.js';
