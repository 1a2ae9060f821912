import type { FileTexts, HelmBinary } from 'helm-harness';
import { renderTexts } from 'helm-harness';

/**
 * What real Helm gives for template expressions, all in one call of Helm.
 *
 * @param expressions a Go template pipeline for each name; `.` is the input
 * @param files more files of the chart
 * @returns for each name the results in the order of the inputs, as data
 */
export async function helmResults<Name extends string>(
  binary: HelmBinary,
  expressions: Readonly<Record<Name, string>>,
  inputs: readonly unknown[],
  files: FileTexts = {},
): Promise<Readonly<Record<Name, readonly unknown[]>>> {
  const names = Object.keys(expressions) as Name[];
  // One line of JSON a result: JSON carries every text, and has no line feeds.
  const templates = names.map((name) => [
    name,
    `{{ range .Values.inputs }}{{ ${expressions[name]} | toJson }}\n{{ end }}`,
  ]);
  const texts = await renderTexts(binary, Object.fromEntries(templates) as Record<Name, string>, {
    values: { inputs },
    files,
  });
  const results = names.map((name) => [
    name,
    texts[name]
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ]);
  return Object.fromEntries(results) as Record<Name, readonly unknown[]>;
}
