export { postgresql } from './postgresql/builder.js';
export { prometheus } from './prometheus/builder.js';
