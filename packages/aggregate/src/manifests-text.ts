import type { Manifest, Release } from 'chartkit';
import { evaluateChart, parseValues } from 'chartkit';
import { stringify } from 'yaml';

import { semanticExplorer } from './chart.js';

/** What to render. */
export interface ManifestsRequest {
  readonly release: Release;
  /** Values files: a name for messages and the text. Later ones go over earlier ones. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  readonly apiVersions?: readonly string[];
  /**
   * Which objects: those of the release, or those that `helm test` makes, which are no part of it.
   *
   * @default release
   */
  readonly objects?: 'release' | 'test';
}

/** Whether Helm makes an object only when a person tests the release. */
const isOfTest = ({ metadata }: Manifest): boolean =>
  (metadata as { readonly annotations?: Readonly<Record<string, unknown>> }).annotations?.['helm.sh/hook'] === 'test';

/**
 * The manifests of a release as one YAML stream, one document an object.
 *
 * @throws ChartkitError when a values file cannot be read as YAML or the values are refused
 */
export function manifestsText({ release, sources, apiVersions = [], objects = 'release' }: ManifestsRequest): string {
  const values = sources.map(({ name, text }) => parseValues(text, name));
  const manifests = evaluateChart(semanticExplorer, { release, values, apiVersions });
  // YAML 1.1, as kubectl reads it: a text such as "yes" is quoted.
  return manifests
    .filter((manifest) => isOfTest(manifest) === (objects === 'test'))
    .map((manifest) => `---\n${stringify(manifest, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })}`)
    .join('');
}
