export { llmInferenceApi } from './builder.js';
export { limitations as llmInferenceApiLimitations } from './limitations.js';
export { llmInferenceApiValues } from './values.js';
