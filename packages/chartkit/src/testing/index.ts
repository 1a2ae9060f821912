export { seed } from '../go/testing/seed.js';
export { arbitraryMistakes, arbitraryValues } from './arbitrary-values.js';
export type { Comparison } from './compare-faces.js';
export { compareFaces } from './compare-faces.js';
