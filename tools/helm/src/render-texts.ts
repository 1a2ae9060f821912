import type { HelmBinary } from './binaries.js';
import { helmTemplate } from './template.js';
import type { FileTexts } from './temporary-directory.js';
import { withFiles } from './temporary-directory.js';
import { valuesText } from './values-text.js';

/** What to render with `renderTexts`. */
export interface RenderTextsOptions {
  /** The chart's own values. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** The values of the deployer. */
  readonly userValues?: readonly Readonly<Record<string, unknown>>[];
  /** More files of the chart, such as `templates/_helpers.tpl`. */
  readonly files?: FileTexts;
}

/**
 * Renders pieces of template text with real Helm, all in one call, and gives the exact bytes that each one printed (as
 * UTF-8 text). For truth tables: what does Helm print for this expression?
 *
 * @throws Error with Helm's message when it refuses the templates or the values
 */
export async function renderTexts<Name extends string>(
  binary: HelmBinary,
  templates: Readonly<Record<Name, string>>,
  { values = {}, userValues = [], files = {} }: RenderTextsOptions = {},
): Promise<Readonly<Record<Name, string>>> {
  const names = Object.keys(templates) as Name[];
  const definitions = names
    .map((name, index) => `{{- define "piece.${index}" }}${templates[name]}{{ end }}\n`)
    .join('');
  // Base64 carries what YAML could not: trailing spaces, control characters.
  const data = names.map((_, index) => `  "${index}": {{ include "piece.${index}" . | b64enc | quote }}\n`).join('');
  const chart = {
    'Chart.yaml': 'apiVersion: v2\nname: texts\nversion: 1.0.0\n',
    'values.yaml': valuesText(values),
    'templates/_pieces.tpl': definitions,
    'templates/texts.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: texts\ndata:\n${data}`,
    ...files,
  };
  return withFiles(chart, async (chartDirectory) => {
    const result = await helmTemplate(binary, { chartDirectory, values: userValues });
    if (!result.ok) throw new Error(`Helm ${binary.version} refused: ${result.message}`);
    const texts = (result.objects[0]?.['data'] ?? {}) as Readonly<Record<string, string>>;
    const decoded = names.map((name, index) => [name, Buffer.from(texts[index] ?? '', 'base64').toString('utf8')]);
    return Object.fromEntries(decoded) as Record<Name, string>;
  });
}
