export { seed } from '../go/testing/seed.js';
export { arbitraryMistakes, arbitraryValues } from './arbitrary-values.js';
export type { Comparison } from './compare-faces.js';
export { compareFaces } from './compare-faces.js';
export type { DrawOptions } from './drawn-values.js';
export { drawnValues } from './drawn-values.js';
export { show } from './show.js';
export { withoutViolations } from './without-violations.js';
