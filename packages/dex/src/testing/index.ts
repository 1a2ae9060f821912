export { discover } from './authorization-code-flow.js';
export { startDexOf } from './real-dex.js';
