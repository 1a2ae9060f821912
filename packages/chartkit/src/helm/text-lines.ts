import { ChartkitError } from '../errors.js';
import type { Node, NodeOfKind } from '../expr/node.js';
import { typeOf } from '../expr/type-of.js';
import { isSingleLine } from '../yaml/single-line.js';
import { bindLines, choiceLines } from './branches.js';
import { escapeTemplate } from './escape.js';
import { fieldsLines } from './fields.js';
import { itemLines } from './items.js';
import { conditionCode, pipelineCode } from './pipeline.js';
import type { Place } from './place.js';
import { pad } from './place.js';
import { innerScope, needsName, variableName } from './print-scope.js';
import { inlineTemplate } from './scalar.js';

/**
 * The lines of a text block: of `lines()`, or of `yamlText()`.
 *
 * @throws ChartkitError `unsafe-line` for an expression whose text may not survive in a block
 */
export function textLines(node: NodeOfKind<'lines' | 'yaml'>, place: Place): readonly string[] {
  const printed =
    node.kind === 'lines'
      ? node.items.flatMap((item) => lineLines(item, place))
      : yamlLines(node.tree, { ...place, inText: true });
  const swallowed = printed.findIndex(
    (line, index) => line === '' && (printed[index + 1] ?? '{{-').trimStart().startsWith('{{-'),
  );
  if (swallowed >= 0) {
    unsafe(
      'a blank line stands before a conditional line or at the end of a block, where a template loses it',
      'Move it before a fixed line',
    );
  }
  return printed;
}

function yamlLines(tree: Node, place: Place): readonly string[] {
  if (tree.kind === 'object') return fieldsLines(tree.fields, place);
  if (tree.kind === 'array') return tree.items.flatMap((item) => itemLines(item, place));
  return unsafe(
    'the text of a YAML file is made of something else than an object or list',
    'Write the top of the file out',
  );
}

function lineLines(node: Node, place: Place): readonly string[] {
  const { scope, indent } = place;
  const start = pad(indent);
  switch (node.kind) {
    case 'literal':
      return String(node.value)
        .split('\n')
        .map((line) => literalLine(line, start));
    case 'choice':
      return choiceLines(node, place, lineLines);
    case 'bind':
      return bindLines(node, place, lineLines);
    case 'array':
      return node.items.flatMap((item) => lineLines(item, place));
    case 'loop': {
      const name = needsName(node.item, node.body) ? variableName('item', scope) : '.';
      const over = `${name === '.' ? '' : `${name} := `}${conditionCode(node.over, scope)}`;
      const inner = { ...place, scope: innerScope(scope, [node.item, name]) };
      return [`${start}{{- range ${over} }}`, ...lineLines(node.body, inner), `${start}{{- end }}`];
    }
    case 'entries': {
      const [key, value] = [variableName('key', scope), variableName('value', scope)];
      const inner = { ...place, scope: innerScope(scope, [node.key, key], [node.value, value]) };
      return [
        `${start}{{- range ${key}, ${value} := ${conditionCode(node.over, scope)} }}`,
        ...lineLines(node.body, inner),
        `${start}{{- end }}`,
      ];
    }
    case 'text':
      return node.parts.every(isSingleLine)
        ? [start + inlineTemplate(node, scope, (text) => text)]
        : unsafeExpression();
    default:
      break;
  }
  if (isSingleLine(node)) return [`${start}{{ ${pipelineCode(node, scope)} }}`];
  if (typeOf(node).kind === 'string' && typeOf(node).text === 'lines')
    return [`${start}{{- ${pipelineCode(node, scope)} | nindent ${String(indent)} }}`];
  return unsafeExpression();
}

function literalLine(line: string, start: string): string {
  if (/\s$/.test(line)) unsafe(`the line "${line}" ends with a blank, which a template loses`, 'Remove it');
  return line === '' ? '' : start + escapeTemplate(line);
}

const unsafeExpression = (): never =>
  unsafe(
    'an expression in a text block may hold line breaks or characters that do not survive there',
    'Wrap it in quote() or toJson(), or give its value a format',
  );

function unsafe(problem: string, remedy: string): never {
  throw new ChartkitError({ code: 'unsafe-line', problem, remedy });
}
