export { dex } from './builder.js';
export { dexValues } from './values.js';
