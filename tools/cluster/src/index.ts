export { loadImages, startCluster, stopCluster } from './cluster.js';
export type { ImageDescription } from './images/oci-image.js';
export { writeOciImage } from './images/oci-image.js';
export { missingForRealNode } from './real/requirements.js';
export type { ClusterKind } from './settings.js';
