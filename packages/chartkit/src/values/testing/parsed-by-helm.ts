import type { HelmBinary } from 'helm-harness';
import { renderTexts } from 'helm-harness';

import { parseValues } from '../parse.js';

/**
 * What the parser of real Helm makes of YAML texts of one document each, all in one call of Helm: the data, or `refused`.
 */
export async function parsedByHelm(binary: HelmBinary, documents: readonly string[]): Promise<readonly unknown[]> {
  const template = '{{ range .Values.documents }}{{ fromYaml . | toJson }}\n{{ end }}';
  const { json } = await renderTexts(binary, { json: template }, { values: { documents } });
  const results = json
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  // fromYaml gives a mistake as data.
  return results.map((result) => (/^(?:error |json: )/.test(String(result['Error'])) ? 'refused' : result));
}

/** What `parseValues` makes of a text: the data, or `refused`. */
export function parsedHere(document: string): unknown {
  try {
    return parseValues(document, 'values.yaml');
  } catch {
    return 'refused';
  }
}
