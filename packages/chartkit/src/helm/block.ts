import { ChartkitError } from '../errors.js';
import type { Node, NodeOfKind } from '../expr/node.js';
import type { ObjectField } from '../expr/nodes/object-node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { hoisted, hoistedField, withoutIdleBind } from './hoist.js';
import { argumentCode, conditionCode, pipelineCode } from './pipeline.js';
import type { Lines, Place } from './place.js';
import { control, deeper, pad } from './place.js';
import { presenceCode } from './presence-code.js';
import type { PrintScope } from './print-scope.js';
import { innerScope, needsName, variableName } from './print-scope.js';
import { scalarTemplate } from './scalar.js';
import { textLines } from './text-lines.js';
import { blockScalar, yamlKey, yamlScalar } from '../yaml/literal.js';
import { escapeTemplate } from './escape.js';

const isStructure = (node: Node): boolean => ['list', 'map', 'any'].includes(typeOf(node).kind);
const isTextBlock = (node: Node): node is NodeOfKind<'lines' | 'yaml'> => node.kind === 'lines' || node.kind === 'yaml';

/** The lines of an object's fields; neighbours under the same condition share one `if`. */
export function fieldsLines(given: readonly ObjectField[], place: Place): Lines {
  const fields = given.map((field) => hoistedField(field, place));
  const lines: string[] = [];
  for (let index = 0; index < fields.length;) {
    const group = sameCondition(fields.slice(index), place);
    const field = fields[index];
    if (group.length > 1) {
      const [first] = group;
      if (first !== undefined) lines.push(control(place, `if ${conditionCode(first.value.condition, place.scope)}`));
      for (const { key, value } of group)
        lines.push(...(key === undefined ? spreadLines(value.then, place) : fieldLines(key, value.then, place)));
      lines.push(control(place, 'end'));
    } else if (field !== undefined) {
      lines.push(
        ...(field.spread !== undefined ? spreadLines(field.spread, place) : fieldLines(field.key, field.value, place)),
      );
    }
    index += Math.max(1, group.length);
  }
  return lines;
}

interface ConditionalField {
  /** Absent for entries that are spread into the object. */
  readonly key: string | undefined;
  readonly value: NodeOfKind<'choice'>;
}

/** The fields at the start of a list that are there under one and the same condition. */
function sameCondition(fields: readonly ObjectField[], { scope }: Place): readonly ConditionalField[] {
  const group: ConditionalField[] = [];
  for (const { key, value: own, spread } of fields) {
    const value = spread ?? own;
    if (value.kind !== 'choice' || value.otherwise !== undefined) break;
    const [first] = group;
    if (first !== undefined && conditionCode(value.condition, scope) !== conditionCode(first.value.condition, scope))
      break;
    group.push({ key, value });
  }
  return group;
}

/** The lines of one field. */
export function fieldLines(key: string, node: Node, place: Place): Lines {
  return keyedLines(escapeTemplate(yamlKey(key)), node, place);
}

/** The lines of a field whose key is already YAML. */
function keyedLines(key: string, given: Node, place: Place): Lines {
  const node = hoisted(given, place);
  const { indent, scope } = place;
  const start = `${pad(indent)}${key}:`;
  const print = (tree: Node, inner: Place): Lines => keyedLines(key, tree, inner);
  if (node.kind === 'choice') return choiceLines(node, place, print);
  if (node.kind === 'bind') return bindLines(node, place, print);
  if (mayVanish(node)) {
    const present =
      node.kind === 'object' || node.kind === 'array' || isLoop(node)
        ? structureLines(start, node, place)
        : valueLines(start, node, place);
    return [control(place, `if ${presenceCode(node, scope)}`), ...present, control(place, 'end')];
  }
  return valueLines(start, node, place);
}

const isLoop = ({ kind }: Node): boolean => kind === 'loop' || kind === 'entries' || kind === 'mapEntries';

/** A key, or the dash of an item, with a value that is there for sure. */
function valueLines(start: string, node: Node, place: Place): Lines {
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
function yamlAction(node: Node, place: Place): string {
  const indent = `nindent ${String(place.indent)}`;
  if (node.kind === 'include') {
    if (place.inText) refuseInText('a named tree');
    return control(place, `${pipelineCode(node, place.scope)} | ${indent}`);
  }
  return control(place, `toYaml ${argumentCode(node, place.scope)} | ${indent}`);
}

/** A key or dash with an object, list or loop below it. */
function structureLines(start: string, node: Node, place: Place): Lines {
  const inner = deeper(place);
  if (node.kind === 'object')
    return node.fields.length === 0 ? [`${start} {}`] : [start, ...fieldsLines(node.fields, inner)];
  if (node.kind === 'array')
    return node.items.length === 0 ? [`${start} []`] : [start, ...node.items.flatMap((item) => itemLines(item, inner))];
  return node.kind === 'mapEntries' ? [start, ...spreadLines(node, inner)] : [start, ...itemLines(node, inner)];
}

/** The lines of one item of a list, or of all items that it stands for. */
export function itemLines(given: Node, place: Place): Lines {
  const node = itemNode(given, place);
  const { indent, scope } = place;
  switch (node.kind) {
    case 'choice':
      return choiceLines(node, place, itemLines);
    case 'bind':
      return bindLines(node, place, itemLines);
    case 'loop': {
      const named = needsName(node.item, node.body);
      const name = named ? variableName('item', scope) : '.';
      const over = conditionCode(node.over, scope);
      const inner = { ...place, scope: innerScope(scope, [node.item, name]) };
      return [
        control(place, `range ${named ? `${name} := ` : ''}${over}`),
        ...itemLines(node.body, inner),
        control(place, 'end'),
      ];
    }
    case 'entries': {
      const { head, inner } = entriesHead(node, place);
      return [head, ...itemLines(node.body, inner), control(place, 'end')];
    }
    case 'array':
      return node.items.flatMap((item) => itemLines(item, place));
    case 'object': {
      if (mayVanish(node)) {
        return [
          control(place, `if ${presenceCode(node, scope)}`),
          ...dashed(fieldsLines(node.fields, deeper(place)), indent),
          control(place, 'end'),
        ];
      }
      return node.fields.length === 0
        ? [`${pad(indent)}- {}`]
        : dashed(fieldsLines(node.fields, deeper(place)), indent);
    }
    default:
      break;
  }
  if (typeOf(node).optional)
    return [control(place, `if ${presenceCode(node, scope)}`), ...presentItem(node, place), control(place, 'end')];
  return presentItem(node, place);
}

/** An item as it is printed. In a text the dash stands where the evaluator, too, puts it. */
function itemNode(node: Node, place: Place): Node {
  if (node.kind === 'object') return place.inText ? node : hoisted(node, place);
  return typeOf(node).kind === 'list' ? withoutIdleBind(node) : node;
}

function presentItem(node: Node, place: Place): Lines {
  const { kind } = typeOf(node);
  if (kind === 'list') return listItems(node, place);
  if (kind === 'map' && !place.inText) return [`${pad(place.indent)}-`, yamlAction(node, deeper(place))];
  return valueLines(`${pad(place.indent)}-`, node, place);
}

/** All items of a list expression among other items. */
function listItems(node: Node, place: Place): Lines {
  const { scope } = place;
  if (place.inText) {
    return [
      control(place, `range ${conditionCode(node, scope)}`),
      `${pad(place.indent)}- {{ toJson . }}`,
      control(place, 'end'),
    ];
  }
  if (!typeOf(node).maybeEmpty) return [yamlAction(node, place)];
  const head = control(place, `with ${conditionCode(node, scope)}`);
  return [head, control(place, `toYaml . | nindent ${String(place.indent)}`), control(place, 'end')];
}

/** All entries of a map expression among other fields. */
function spreadLines(given: Node, place: Place): Lines {
  const node = withoutIdleBind(given);
  const { scope, indent } = place;
  switch (node.kind) {
    case 'choice':
      return choiceLines(node, place, spreadLines);
    case 'bind':
      return bindLines(node, place, spreadLines);
    case 'object':
      return fieldsLines(node.fields, place);
    case 'mapEntries': {
      const { head, inner } = entriesHead(node, place);
      return [
        head,
        ...keyedLines(scalarTemplate(node.entryKey, inner.scope), node.entryValue, inner),
        control(place, 'end'),
      ];
    }
    case 'include':
      return [yamlAction(node, place)];
    default:
      break;
  }
  if (place.inText) {
    const [key, value] = [variableName('key', scope), variableName('value', scope)];
    const head = control(place, `range ${key}, ${value} := ${conditionCode(node, scope)}`);
    return [head, `${pad(indent)}{{ ${key} | quote }}: {{ toJson ${value} }}`, control(place, 'end')];
  }
  if (!typeOf(node).maybeEmpty) return [yamlAction(node, place)];
  const head = control(place, `with ${conditionCode(node, scope)}`);
  return [head, control(place, `toYaml . | nindent ${String(indent)}`), control(place, 'end')];
}

function entriesHead(
  node: NodeOfKind<'entries' | 'mapEntries'>,
  place: Place,
): { readonly head: string; readonly inner: Place } {
  const [key, value] = [variableName('key', place.scope), variableName('value', place.scope)];
  const head = control(place, `range ${key}, ${value} := ${conditionCode(node.over, place.scope)}`);
  return { head, inner: { ...place, scope: innerScope(place.scope, [node.key, key], [node.value, value]) } };
}

type Print = (node: Node, place: Place) => Lines;

/** `if`, `else if`, `else`, `end` around what the branches print. */
export function choiceLines(node: NodeOfKind<'choice'>, place: Place, print: Print, keyword = 'if'): Lines {
  const head = control(place, `${keyword} ${conditionCode(node.condition, place.scope)}`);
  const lines = [head, ...print(node.then, place)];
  if (node.otherwise?.kind === 'choice') return [...lines, ...choiceLines(node.otherwise, place, print, 'else if')];
  if (node.otherwise !== undefined) lines.push(control(place, 'else'), ...print(node.otherwise, place));
  return [...lines, control(place, 'end')];
}

/** `with`, `end` around what the body prints. */
export function bindLines(node: NodeOfKind<'bind'>, place: Place, print: Print): Lines {
  const named = needsName(node.variable, node.body);
  const name = named ? variableName('value', place.scope) : '.';
  const head = control(place, `with ${named ? `${name} := ` : ''}${conditionCode(node.value, place.scope)}`);
  const inner = { ...place, scope: innerScope(place.scope, [node.variable, name]) };
  return [head, ...print(node.body, inner), control(place, 'end')];
}

/** The lines of an object as an item: a dash before the first one, or above it where that one is an action. */
function dashed(lines: Lines, indent: number): Lines {
  const [first = '', ...rest] = lines;
  const start = pad(indent + 2);
  return first.startsWith(`${start}{{-`)
    ? [`${pad(indent)}-`, ...lines]
    : [`${pad(indent)}- ${first.slice(start.length)}`, ...rest];
}

function refuseInText(what: string): never {
  throw new ChartkitError({
    code: 'unsupported-in-text',
    problem: `${what} cannot stand in the text of a YAML file`,
    remedy: 'Write it out in the tree given to yamlText()',
  });
}
