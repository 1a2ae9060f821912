export { startCluster, stopCluster } from './cluster.js';
export type { ClusterKind } from './settings.js';
