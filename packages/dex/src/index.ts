export { dex } from './builder.js';
