import { ChartkitError } from '../errors.js';
import type { Node, NodeVisitor } from '../expr/node.js';
import { visit } from '../expr/node.js';
import { mayVanish } from '../expr/presence.js';
import { typeOf } from '../expr/type-of.js';
import { compareKeys } from '../go/compare-keys.js';
import { goFloat } from '../go/go-float.js';
import { isEmpty } from '../go/is-empty.js';
import { urlPort } from '../go/url-port.js';
import { comparisons } from './comparisons.js';
import { constantOr } from './constants.js';
import { functions, textOf } from './functions.js';
import { RefusedValuesError } from './refused-values-error.js';
import type { Scope } from './scope.js';
import { withVariables } from './scope.js';
import { asList, asMap, at, isMap } from './structures.js';
import { blockText, linesText } from './text-block.js';

/** The keys of a map in the order in which Go's templates range over it. */
const sortedEntries = (map: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(asMap(map)).sort(([left], [right]) => compareKeys(left, right));

const holds = (node: Node, scope: Scope): boolean => !isEmpty(evaluate(node, scope));

const evaluators: NodeVisitor<Scope, unknown> = {
  literal: ({ value }) => value,

  object: ({ fields }, scope) => {
    const result: Record<string, unknown> = {};
    for (const { key, value, spread } of fields) {
      if (spread !== undefined) {
        const map = evaluateTree(spread, scope) ?? {};
        for (const [entryKey, entryValue] of Object.entries(asMap(map))) addEntry(result, entryKey, entryValue);
      } else {
        const fieldValue = evaluateTree(value, scope);
        if (fieldValue !== undefined) addEntry(result, key, fieldValue);
      }
    }
    return result;
  },

  array: ({ items }, scope) =>
    items.flatMap((item) => {
      const value = evaluateTree(item, scope);
      if (value === undefined) return [];
      return typeOf(item).kind === 'list' ? asList(value) : [value];
    }),

  reference: ({ root, path }, { roots }) => at(roots[root], path),
  variable: ({ variable, path }, { variables }) => at(variables.get(variable), path),
  text: ({ parts }, scope) => parts.map((part) => printed(part, scope)).join(''),
  comparison: ({ operator, left, right }, scope) =>
    comparisons[operator](evaluate(left, scope), evaluate(right, scope)),

  logic: ({ operator, operands }, scope) => {
    if (operator === 'not') return !operands.some((operand) => holds(operand, scope));
    return operator === 'and'
      ? operands.every((operand) => holds(operand, scope))
      : operands.some((operand) => holds(operand, scope));
  },

  choice: ({ condition, then, otherwise }, scope) => {
    if (holds(condition, scope)) return evaluate(then, scope);
    return otherwise === undefined ? undefined : evaluate(otherwise, scope);
  },

  fallback: ({ value, fallback }, scope) => {
    const preferred = evaluate(value, scope);
    return isEmpty(preferred) ? evaluate(fallback, scope) : preferred;
  },

  bind: ({ value, variable, body }, scope) => {
    const bound = evaluate(value, scope);
    return isEmpty(bound) ? undefined : evaluate(body, withVariables(scope, [variable, bound]));
  },

  loop: ({ over, item, body }, scope) =>
    asList(evaluate(over, scope) ?? []).flatMap((value) => itemsOf(body, withVariables(scope, [item, value]))),

  entries: ({ over, key, value, body }, scope) =>
    sortedEntries(evaluate(over, scope) ?? {}).flatMap(([entryKey, entryValue]) =>
      itemsOf(body, withVariables(scope, [key, entryKey], [value, entryValue])),
    ),

  mapEntries: ({ over, key, value, entryKey, entryValue }, scope) => {
    const made = sortedEntries(evaluate(over, scope) ?? {}).flatMap(([oldKey, oldValue]) => {
      const inner = withVariables(scope, [key, oldKey], [value, oldValue]);
      const newValue = evaluateTree(entryValue, inner);
      return newValue === undefined ? [] : [[textOf(evaluate(entryKey, inner)), newValue] as const];
    });
    return Object.fromEntries(made);
  },

  entry: ({ key, value }, scope) => ({ [textOf(evaluate(key, scope))]: evaluateTree(value, scope) }),

  lookup: ({ map, key }, scope) => at(evaluate(map, scope), [textOf(evaluate(key, scope))]),
  call: ({ function: name, args }, scope) => functions[name](args.map((argument) => operand(argument, scope))),
  required: ({ value, sentence }, scope) => {
    const given = evaluate(value, scope);
    if (given === undefined || given === null || given === '') {
      throw new RefusedValuesError([{ path: '', problem: sentence }]);
    }
    return given;
  },
  urlPort: ({ url }, scope) => urlPort(textOf(evaluate(url, scope))),
  include: ({ name, body }, scope) => {
    if (!scope.named.has(name)) scope.named.set(name, evaluate(body, { ...scope, variables: new Map() }));
    return scope.named.get(name);
  },
  file: ({ content }) => content,
  capability: ({ apiVersion }, { apiVersions }) => apiVersions.has(apiVersion),
  lines: (node, scope) => linesText(node, scope),
  yaml: (node, scope) => blockText(node, scope),
};

function addEntry(map: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.hasOwn(map, key)) {
    throw new ChartkitError({
      code: 'duplicate-key',
      problem: `the key "${key}" is given twice in one map`,
      remedy: 'Reserve the key in the schema of the map that is spread (option `reserved`)',
    });
  }
  map[key] = value;
}

/** Go prints an integer in digits, but a number that may have a fraction with an exponent even if it has none. */
const operand = (node: Node, scope: Scope): unknown =>
  typeOf(node).kind === 'number' ? goFloat(Number(evaluate(node, scope))) : evaluate(node, scope);
const printed = (node: Node, scope: Scope): string => textOf(operand(node, scope));

function itemsOf(body: Node, scope: Scope): readonly unknown[] {
  const value = evaluateTree(body, scope);
  if (value === undefined) return [];
  return typeOf(body).kind === 'list' ? asList(value) : [value];
}

/** The value of a node that stands in an expression, `undefined` for an absent one. */
export function evaluate(node: Node, scope: Scope): unknown {
  return visit(node, evaluators, scope);
}

/**
 * The value of a node that stands in a manifest: as a field, an item or an object. It differs from `evaluate` in what a
 * manifest leaves out (see `mayVanish`), and in that a text block ends with a line feed.
 */
export function evaluateTree(node: Node, scope: Scope): unknown {
  switch (node.kind) {
    case 'choice':
      if (holds(node.condition, scope)) return evaluateTree(node.then, scope);
      return node.otherwise === undefined ? undefined : evaluateTree(node.otherwise, scope);
    case 'bind': {
      const bound = evaluate(node.value, scope);
      return isEmpty(bound) ? undefined : evaluateTree(node.body, withVariables(scope, [node.variable, bound]));
    }
    case 'include':
      return isTextBlock(node.body) ? endLine(evaluate(node, scope)) : evaluate(node, scope);
    case 'lines':
    case 'yaml':
      return endLine(evaluate(node, scope));
    case 'object':
    case 'array':
      return constantOr(node, () => unlessVanished(node, scope));
    case 'loop':
    case 'entries':
    case 'mapEntries':
      return unlessVanished(node, scope);
    default:
      return evaluate(node, scope);
  }
}

/** A list or map that the author wrote out vanishes when it is empty; one that is a value stays. */
function unlessVanished(node: Node, scope: Scope): unknown {
  const value = evaluate(node, scope);
  return isEmptyStructure(value) && mayVanish(node) ? undefined : value;
}

const isTextBlock = ({ kind }: Node): boolean => kind === 'lines' || kind === 'yaml';
const endLine = (text: unknown): string => (text === '' ? '' : `${String(text)}\n`);
const isEmptyStructure = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
