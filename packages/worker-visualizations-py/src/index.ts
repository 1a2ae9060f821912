export { workerVisualizationsPy } from './builder.js';
