export { minioInit } from './builder.js';
