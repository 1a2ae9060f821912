import { ChartkitError } from '../errors.js';
import type { Node, NodeOfKind } from '../expr/node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { fieldsLines } from './fields.js';
import { itemLines } from './items.js';
import { conditionCode, pipelineCode } from './pipeline.js';
import { pad } from './place.js';
import type { PrintScope } from './print-scope.js';
import { topScope } from './print-scope.js';
import { textLines } from './text-lines.js';

/** The definition of a named tree in `_helpers.tpl`. */
export function helperDefinition({ name, description, body }: NodeOfKind<'include'>): string {
  const lines = bodyLines(body, name);
  return `${['{{/*', description, '*/}}', `{{- define "${name}" -}}`, ...lines, '{{- end }}'].join('\n')}\n`;
}

function bodyLines(body: Node, name: string): readonly string[] {
  const place = { scope: topScope, indent: 0, inText: false };
  try {
    if (body.kind === 'lines' || body.kind === 'yaml') return textLines(body, place);
    if (mayVanish(body)) {
      throw new ChartkitError({
        code: 'vanishing-helper',
        problem: 'a named tree may come out as nothing',
        remedy: 'Give it one fixed entry, or put the condition where it is used',
      });
    }
    if (body.kind === 'object') return fieldsLines(body.fields, place);
    if (body.kind === 'array') return body.items.flatMap((item) => itemLines(item, place));
    if (['list', 'map', 'any'].includes(typeOf(body).kind)) {
      throw new ChartkitError({
        code: 'unsupported-helper',
        problem: 'a named tree is a list or map that is not written out',
        remedy: 'Use the expression itself, or spread it into a literal list or map',
      });
    }
    return textProgram(body, topScope, 0);
  } catch (error) {
    throw error instanceof ChartkitError ? error.at(`helper ${name}`) : error;
  }
}

/** A scalar, with choices written as `if` and `else`; every action eats the white space before it. */
function textProgram(node: Node, scope: PrintScope, indent: number): readonly string[] {
  if (node.kind !== 'choice' || node.otherwise === undefined)
    return [`${pad(indent)}{{- ${pipelineCode(node, scope)} }}`];
  const lines = [
    `${pad(indent)}{{- if ${conditionCode(node.condition, scope)} }}`,
    ...textProgram(node.then, scope, indent + 2),
  ];
  let rest: Node = node.otherwise;
  while (rest.kind === 'choice' && rest.otherwise !== undefined) {
    lines.push(
      `${pad(indent)}{{- else if ${conditionCode(rest.condition, scope)} }}`,
      ...textProgram(rest.then, scope, indent + 2),
    );
    rest = rest.otherwise;
  }
  return [...lines, `${pad(indent)}{{- else }}`, ...textProgram(rest, scope, indent + 2), `${pad(indent)}{{- end }}`];
}
