export { semanticExplorer } from './chart.js';
export { chartFiles } from './chart-files.js';
export type { ManifestsRequest } from './manifests-text.js';
export { manifestsText } from './manifests-text.js';
