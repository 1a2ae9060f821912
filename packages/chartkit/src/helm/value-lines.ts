import { ChartkitError } from '../errors.js';
import type { Node, NodeOfKind } from '../expr/node.js';
import { typeOf } from '../expr/type-of.js';
import { blockScalar, yamlScalar } from '../yaml/literal.js';
import { escapeTemplate } from './escape.js';
import { fieldsLines, spreadLines } from './fields.js';
import { itemLines } from './items.js';
import { argumentCode, includedText, pipelineCode } from './pipeline.js';
import type { Lines, Place } from './place.js';
import { control, deeper, pad } from './place.js';
import type { PrintScope } from './print-scope.js';
import { scalarTemplate } from './scalar.js';
import { textLines } from './text-lines.js';

const isStructure = (node: Node): boolean => ['list', 'map', 'any'].includes(typeOf(node).kind);
const isTextBlock = (node: Node): node is NodeOfKind<'lines' | 'yaml'> => node.kind === 'lines' || node.kind === 'yaml';

/** A key, or the dash of an item, with a value that is there for sure. */
export function valueLines(start: string, node: Node, place: Place): Lines {
  const inner = deeper(place);
  if (node.kind === 'literal') {
    const block = typeof node.value === 'string' ? blockScalar(node.value) : undefined;
    if (block === undefined) return [`${start} ${escapeTemplate(yamlScalar(node.value))}`];
    return [
      `${start} ${block.header}`,
      ...block.lines.map((line) => (line === '' ? '' : pad(inner.indent) + escapeTemplate(line))),
    ];
  }
  if (node.kind === 'object' || node.kind === 'array') return structureLines(start, node, place);
  if (isTextBlock(node)) return [`${start} |`, ...textLines(node, inner)];
  if (node.kind === 'include' && isTextBlock(node.body)) {
    return [`${start} |`, control(inner, `${pipelineCode(node, place.scope)} | nindent ${String(inner.indent)}`)];
  }
  const fileBlock = node.kind === 'file' ? blockScalar(node.content) : undefined;
  if (fileBlock !== undefined)
    return [
      `${start} ${fileBlock.header}`,
      control(inner, `${pipelineCode(node, place.scope)} | nindent ${String(inner.indent)}`),
    ];
  if (isStructure(node)) {
    if (place.inText) return [`${start} {{ ${jsonCode(node, place.scope)} }}`];
    return [start, yamlAction(node, inner)];
  }
  return [`${start} ${scalarTemplate(node, place.scope)}`];
}

const jsonCode = (node: Node, scope: PrintScope): string => `toJson ${argumentCode(node, scope)}`;

/** An action that prints a list or map at the place's indentation. */
export function yamlAction(node: Node, place: Place): string {
  const indent = `nindent ${String(place.indent)}`;
  if (node.kind === 'include') {
    if (place.inText) refuseInText('a named tree');
    return control(place, `${includedText(node, place.scope)} | ${indent}`);
  }
  return control(place, `toYaml ${argumentCode(node, place.scope)} | ${indent}`);
}

/** A key or dash with an object, list or loop below it. */
export function structureLines(start: string, node: Node, place: Place): Lines {
  const inner = deeper(place);
  if (node.kind === 'object')
    return node.fields.length === 0 ? [`${start} {}`] : [start, ...fieldsLines(node.fields, inner)];
  if (node.kind === 'array')
    return node.items.length === 0 ? [`${start} []`] : [start, ...node.items.flatMap((item) => itemLines(item, inner))];
  return node.kind === 'mapEntries' ? [start, ...spreadLines(node, inner)] : [start, ...itemLines(node, inner)];
}

function refuseInText(what: string): never {
  throw new ChartkitError({
    code: 'unsupported-in-text',
    problem: `${what} cannot stand in the text of a YAML file`,
    remedy: 'Write it out in the tree given to yamlText()',
  });
}
