export type { Definitions, Schema } from './schema.js';
export { newestStructureDefinitions } from './newest-structure-definitions.js';
export { validateObject } from './validate/validate-object.js';
export type { KubernetesVersion } from './versions.js';
export { kubernetesVersions } from './versions.js';
