export { llmInferenceApi } from './builder.js';
