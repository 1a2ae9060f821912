export { embeddingInferenceApi } from './builder.js';
