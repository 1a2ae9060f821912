export { postgresql } from './postgresql/builder.js';
