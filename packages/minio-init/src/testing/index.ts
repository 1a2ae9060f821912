export { realStore } from './real-store.js';
