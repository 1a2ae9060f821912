export { workerVisualizationsPy } from './builder.js';
export { limitations as workerVisualizationsPyLimitations } from './limitations.js';
