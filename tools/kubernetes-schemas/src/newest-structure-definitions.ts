import type { Definitions } from './schema.js';
import { schemasOf } from './schemas/schemas-of.js';
import { structureDefinitions } from './structure-definitions.js';
import { kubernetesVersions } from './versions.js';

/** Definitions of the structures that a chart's values may hold, as the newest supported Kubernetes has them. */
export const newestStructureDefinitions = (): Definitions => structureDefinitions(schemasOf(kubernetesVersions.newest));
