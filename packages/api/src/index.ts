export { api } from './builder.js';
export { apiValues } from './values.js';
