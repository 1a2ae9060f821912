import type { Node, NodeOfKind } from '../expr/node.js';
import type { ObjectField } from '../expr/nodes/object-node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { yamlKey } from '../yaml/literal.js';
import { bindLines, choiceLines, entriesHead } from './branches.js';
import { escapeTemplate } from './escape.js';
import { hoisted, hoistedField, withoutIdleBind } from './hoist.js';
import { conditionCode } from './pipeline.js';
import type { Lines, Place } from './place.js';
import { control, pad } from './place.js';
import { presenceCode } from './presence-code.js';
import { variableName } from './print-scope.js';
import { scalarTemplate } from './scalar.js';
import { structureLines, valueLines, yamlAction } from './value-lines.js';

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

/** All entries of a map expression among other fields. */
export function spreadLines(given: Node, place: Place): Lines {
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
    case 'entry':
      return keyedLines(scalarTemplate(node.key, scope), node.value, place);
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
