import type { Release } from 'chartkit';
import { evaluateChart, parseValues } from 'chartkit';
import { stringify } from 'yaml';

import { semanticExplorer } from './chart.js';

/** What to render. */
export interface ManifestsRequest {
  readonly release: Release;
  /** Values files: a name for messages and the text. Later ones go over earlier ones. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  readonly apiVersions?: readonly string[];
}

/**
 * The manifests of the whole chart as one YAML stream, one document an object.
 *
 * @throws ChartkitError when a values file cannot be read as YAML or the values are refused
 */
export function manifestsText({ release, sources, apiVersions = [] }: ManifestsRequest): string {
  const values = sources.map(({ name, text }) => parseValues(text, name));
  const manifests = evaluateChart(semanticExplorer, { release, values, apiVersions });
  // YAML 1.1, as kubectl reads it: a text such as "yes" is quoted.
  return manifests
    .map((manifest) => `---\n${stringify(manifest, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })}`)
    .join('');
}
