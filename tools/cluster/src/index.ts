export { loadImages, startCluster, stopCluster } from './cluster.js';
export { autoscalerPeriodSeconds } from './control-plane.js';
export type { ImageDescription } from './images/oci-image.js';
export { writeOciImage } from './images/oci-image.js';
export { addBusybox, addLibraries, addPrograms, archiveName } from './images/root-files.js';
export { missingForRealNode } from './real/requirements.js';
export type { ClusterKind } from './settings.js';
