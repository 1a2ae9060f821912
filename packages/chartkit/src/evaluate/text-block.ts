import type { Node, NodeOfKind } from '../expr/node.js';
import type { ObjectField } from '../expr/nodes/object-node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { compareKeys } from '../go/compare-keys.js';
import { goFloat } from '../go/go-float.js';
import { goJson } from '../go/go-json.js';
import { goQuote } from '../go/go-quote.js';
import { isEmpty } from '../go/is-empty.js';
import { blockScalar, doubleQuoted, yamlKey, yamlScalar } from '../yaml/literal.js';
import { textStyle } from '../yaml/text-style.js';
import { evaluate, evaluateTree } from './evaluate.js';
import { textOf } from './functions.js';
import type { Scope } from './scope.js';
import { withVariables } from './scope.js';
import { asList, asMap } from './structures.js';

/*
 * The text of lines() and yamlText() for concrete values: line by line what the printed template gives, since checksums
 * are taken over it. Its counterpart is helm/fields.ts with `inText`; what decides about the layout (scalar styles, keys,
 * block scalars) is shared in yaml/.
 */

type Lines = readonly string[];

/** The text of `lines()`, without a line feed at its end. */
export const linesText = ({ items }: NodeOfKind<'lines'>, scope: Scope): string =>
  items
    .flatMap((item) => linesOf(item, scope))
    .join('\n')
    .replace(/\n+$/, '');

/** The text of `yamlText()`, without a line feed at its end. */
export function blockText({ tree }: NodeOfKind<'yaml'>, scope: Scope): string {
  const lines = tree.kind === 'object' ? fieldsLines(tree.fields, scope) : itemLines(tree, scope);
  return lines.join('\n');
}

function linesOf(node: Node, scope: Scope): Lines {
  const branch = dynamicBranch(node, scope, linesOf);
  if (branch !== undefined) return branch;
  if (node.kind === 'array') return node.items.flatMap((item) => linesOf(item, scope));
  const value = evaluate(node, scope);
  return value === undefined ? [] : textOf(value).split('\n');
}

type Continue = (node: Node, scope: Scope) => Lines;

/** What the chosen branch or the turns of a loop give; `undefined` for a node that is neither. */
function dynamicBranch(node: Node, scope: Scope, next: Continue): Lines | undefined {
  switch (node.kind) {
    case 'choice':
      if (!isEmpty(evaluate(node.condition, scope))) return next(node.then, scope);
      return node.otherwise === undefined ? [] : next(node.otherwise, scope);
    case 'bind': {
      const bound = evaluate(node.value, scope);
      return isEmpty(bound) ? [] : next(node.body, withVariables(scope, [node.variable, bound]));
    }
    case 'loop':
      return asList(evaluate(node.over, scope)).flatMap((value) =>
        next(node.body, withVariables(scope, [node.item, value])),
      );
    case 'entries':
      return sorted(evaluate(node.over, scope)).flatMap(([key, value]) =>
        next(node.body, withVariables(scope, [node.key, key], [node.value, value])),
      );
    default:
      return undefined;
  }
}

const sorted = (map: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(asMap(map)).sort(([left], [right]) => compareKeys(left, right));

const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

const fieldsLines = (fields: readonly ObjectField[], scope: Scope): Lines =>
  fields.flatMap(({ key, value, spread }) =>
    spread !== undefined ? spreadLines(spread, scope) : keyedLines(yamlKey(key), value, scope),
  );

function keyedLines(key: string, node: Node, scope: Scope): Lines {
  if (node.kind === 'choice' || node.kind === 'bind') {
    return dynamicBranch(node, scope, (branch, inner) => keyedLines(key, branch, inner)) ?? [];
  }
  if (mayVanish(node) && evaluateTree(node, scope) === undefined) return [];
  return valueLines(`${key}:`, node, scope);
}

function valueLines(start: string, node: Node, scope: Scope): Lines {
  switch (node.kind) {
    case 'literal': {
      const block = typeof node.value === 'string' ? blockScalar(node.value) : undefined;
      return block === undefined
        ? [`${start} ${yamlScalar(node.value)}`]
        : [`${start} ${block.header}`, ...indented(block.lines)];
    }
    case 'object':
      return node.fields.length === 0 ? [`${start} {}`] : [start, ...indented(fieldsLines(node.fields, scope))];
    case 'array':
    case 'loop':
    case 'entries':
      return node.kind === 'array' && node.items.length === 0
        ? [`${start} []`]
        : [start, ...indented(itemLines(node, scope))];
    case 'mapEntries':
      return [start, ...indented(spreadLines(node, scope))];
    case 'lines':
    case 'yaml':
      return [`${start} |`, ...indented(textOf(evaluate(node, scope)).split('\n'))];
    default:
      return [`${start} ${scalarText(node, scope)}`];
  }
}

/** A value that is known only now, in the style that its template has. */
function scalarText(node: Node, scope: Scope): string {
  const value = evaluate(node, scope);
  if (node.kind === 'text' && node.parts.length > 1) {
    const style = textStyle(node);
    if (style === 'plain') return textOf(value);
    if (style === 'double') {
      const parts = node.parts.map((part) =>
        part.kind === 'literal' ? doubleQuoted(String(part.value)).slice(1, -1) : textOf(evaluate(part, scope)),
      );
      return `"${parts.join('')}"`;
    }
  }
  const { kind } = typeOf(node);
  if (kind === 'number') return goFloat(Number(value));
  if (kind === 'string') return goQuote(textOf(value));
  return kind === 'list' || kind === 'map' || kind === 'any' || kind === 'scalar' ? goJson(value) : textOf(value);
}

function itemLines(node: Node, scope: Scope): Lines {
  const branch = dynamicBranch(node, scope, itemLines);
  if (branch !== undefined) return branch;
  if (node.kind === 'array') return node.items.flatMap((item) => itemLines(item, scope));
  if (node.kind === 'object') return objectItem(node.fields, mayVanish(node), scope);
  if (typeOf(node).kind === 'list') return asList(evaluate(node, scope)).map((item) => `- ${goJson(item)}`);
  if (typeOf(node).optional && evaluate(node, scope) === undefined) return [];
  return valueLines('-', node, scope);
}

function objectItem(fields: readonly ObjectField[], vanishes: boolean, scope: Scope): Lines {
  const lines = fieldsLines(fields, scope);
  const [first = '', ...rest] = lines;
  if (lines.length === 0) return vanishes ? [] : ['- {}'];
  // The dash stands alone where the template's first line is an action.
  return isActionFirst(fields[0]) ? ['-', ...indented(lines)] : [`- ${first}`, ...indented(rest)];
}

const isActionFirst = (field: ObjectField | undefined): boolean =>
  field !== undefined && (field.spread !== undefined || field.value.kind === 'choice' || mayVanish(field.value));

function spreadLines(node: Node, scope: Scope): Lines {
  const branch = node.kind === 'choice' || node.kind === 'bind' ? dynamicBranch(node, scope, spreadLines) : undefined;
  if (branch !== undefined) return branch;
  if (node.kind === 'object') return fieldsLines(node.fields, scope);
  if (node.kind === 'entry') return keyedLines(scalarText(node.key, scope), node.value, scope);
  if (node.kind === 'mapEntries') {
    return sorted(evaluate(node.over, scope)).flatMap(([key, value]) => {
      const inner = withVariables(scope, [node.key, key], [node.value, value]);
      return keyedLines(scalarText(node.entryKey, inner), node.entryValue, inner);
    });
  }
  return sorted(evaluate(node, scope)).map(([key, value]) => `${goQuote(key)}: ${goJson(value)}`);
}
