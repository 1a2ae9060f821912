export { api } from './builder.js';
