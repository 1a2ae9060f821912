import { withCustomResources } from '../custom-resources/with-custom-resources.js';
import type { Definitions } from '../schema.js';
import { structureDefinitions } from '../structure-definitions.js';
import type { KubernetesVersion } from '../versions.js';
import { kubernetesVersions } from '../versions.js';
import { definitionsText } from './definitions-text.js';
import type { SwaggerDocument } from './generate-definitions.js';
import { generateDefinitions } from './generate-definitions.js';
import { kindsByApiVersion } from './kinds.js';
import type { ApiSources } from './module-archive.js';
import { readEnumerations } from './read-enumerations.js';

/** What a generated file holds, by its path from the root of the workspace. */
export type GeneratedFiles = Readonly<Record<string, string>>;

/** Makes all generated files from the API's sources. */
export function generatedFiles(sourcesOf: (version: KubernetesVersion) => ApiSources): GeneratedFiles {
  const definitionsOf = (version: KubernetesVersion): Definitions => {
    const { swagger, openApiGo } = sourcesOf(version);
    return generateDefinitions(JSON.parse(swagger) as SwaggerDocument, readEnumerations(openApiGo), kindsByApiVersion);
  };
  const newest = definitionsOf(kubernetesVersions.newest);
  return {
    'tools/kubernetes-schemas/src/schemas/oldest.json': definitionsText(definitionsOf(kubernetesVersions.oldest)),
    'tools/kubernetes-schemas/src/schemas/newest.json': definitionsText(newest),
    'packages/chartkit/src/kubernetes/definitions.json': definitionsText(
      structureDefinitions(withCustomResources(newest)),
    ),
  };
}
