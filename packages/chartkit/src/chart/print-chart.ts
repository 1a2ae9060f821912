import { fieldsLines } from '../helm/fields.js';
import { escapeTemplate } from '../helm/escape.js';
import { helperDefinition } from '../helm/helper-definition.js';
import { conditionCode } from '../helm/pipeline.js';
import { topScope } from '../helm/print-scope.js';
import { scalarTemplate } from '../helm/scalar.js';
import { textLines } from '../helm/text-lines.js';
import { ChartkitError } from '../errors.js';
import type { ChartModel, ChartObject } from './model.js';
import { plainYaml, valuesYaml } from './values-yaml.js';

const top = { scope: topScope, indent: 0, inText: false };

/**
 * The files of a Helm chart by their paths, in order.
 *
 * @throws ChartkitError with the construct path for a tree that no template can express
 */
export function printChart(model: ChartModel): ReadonlyMap<string, string> {
  const files: (readonly [path: string, text: string])[] = [
    ['Chart.yaml', plainYaml({ apiVersion: 'v2', type: 'application', ...model.metadata })],
    ['values.yaml', valuesYaml(model.schema, model.defaults)],
    ['values.schema.json', `${JSON.stringify(model.schema, undefined, 2)}\n`],
    ['.helmignore', '.DS_Store\n.git/\n.gitignore\n*.swp\n*.tgz\n'],
    ...model.objects.map((object) => [templatePath(object), template(object)] as const),
    ...model.files.map(({ path, content }) => [`files/${path}`, content] as const),
  ];
  if (model.helpers.length > 0) files.push(['templates/_helpers.tpl', model.helpers.map(helperDefinition).join('\n')]);
  if (model.rules.length > 0) files.push(['templates/rules.yaml', rulesTemplate(model)]);
  if (model.notes !== undefined) files.push(['templates/NOTES.txt', notesTemplate(model.notes)]);
  return new Map(files.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const templatePath = ({ service, file }: ChartObject): string => `templates/${service}/${file}.yaml`;

function template({ tree, condition, constructPath, source }: ChartObject): string {
  try {
    const body = fieldsLines(tree.kind === 'object' ? tree.fields : [], top);
    const guarded =
      condition === undefined ? body : [`{{- if ${conditionCode(condition, topScope)} }}`, ...body, '{{- end }}'];
    return `${[`{{- /* Generated from ${source}; change it there. */ -}}`, ...guarded].join('\n')}\n`;
  } catch (error) {
    throw error instanceof ChartkitError ? error.at(constructPath) : error;
  }
}

/** All violated rules in one failure, each with the path of the value to change. */
function rulesTemplate({ metadata, rules }: ChartModel): string {
  // Names of templates are those of all charts that are rendered together.
  const name = `${metadata.name}.rules.violated`;
  const lines = rules.flatMap(({ path, violated, sentence }) => {
    const text =
      sentence.kind === 'literal'
        ? escapeTemplate(String(sentence.value))
        : `{{ ${conditionCode(sentence, topScope)} }}`;
    return [`{{- if ${conditionCode(violated, topScope)} }}`, `- ${path.join('.')}: ${text}`, '{{- end }}'];
  });
  return `${[
    '{{- /* Relations between values that values.schema.json cannot express. */ -}}',
    `{{- define "${name}" -}}`,
    ...lines,
    '{{- end -}}',
    `{{- with include "${name}" . | trim }}`,
    '{{- fail (printf "the values are refused:\\n%s" .) }}',
    '{{- end }}',
  ].join('\n')}\n`;
}

function notesTemplate(notes: NonNullable<ChartModel['notes']>): string {
  return notes.kind === 'lines' ? `${textLines(notes, top).join('\n')}\n` : `${scalarTemplate(notes, topScope)}\n`;
}
