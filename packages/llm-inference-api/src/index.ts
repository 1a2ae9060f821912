export { llmInferenceApi } from './builder.js';
export { llmInferenceApiValues } from './values.js';
