export { api } from './builder.js';
export { limitations as apiLimitations } from './limitations.js';
export { apiValues } from './values.js';
