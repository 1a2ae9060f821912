export { arbitraryMistakes, arbitraryValues } from './arbitrary-values.js';
