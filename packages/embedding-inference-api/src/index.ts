export { embeddingInferenceApi } from './builder.js';
export { embeddingInferenceApiValues } from './values.js';
