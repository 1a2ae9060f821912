import type { FunctionName } from './function-name.js';
import type { Node, NodeVisitor } from './node.js';
import { visit } from './node.js';
import type { ValueType } from './value-type.js';
import {
  booleanType,
  commonType,
  integerType,
  listType,
  mapType,
  numberType,
  optionalType,
  stringType,
  textClassOf,
  widestText,
} from './value-type.js';

/** A cut text may end in a character that the format does not allow at the end, but holds no others. */
const partOfLast = (args: readonly ValueType[]): ValueType => stringType(args.at(-1)?.text);
/** A text in which something was replaced may begin otherwise, so it is not plain any more. */
const madeOf = (args: readonly ValueType[]): ValueType =>
  stringType(widestText(['quotable', ...args.map(({ text }) => text)]));

const functionTypes: Readonly<Record<FunctionName, ValueType | ((args: readonly ValueType[]) => ValueType)>> = {
  add: integerType,
  sub: integerType,
  mul: integerType,
  div: integerType,
  b64enc: stringType('quotable'),
  contains: booleanType,
  hasPrefix: booleanType,
  hasSuffix: booleanType,
  join: stringType(),
  int64: integerType,
  len: integerType,
  lower: partOfLast,
  quote: stringType(),
  replace: madeOf,
  sha256sum: stringType('plain', false),
  toJson: stringType(),
  toString: stringType('quotable'),
  trimSuffix: partOfLast,
  trunc: partOfLast,
};

const literalType = (value: string | number | boolean): ValueType => {
  if (typeof value === 'string') return stringType(textClassOf(value), value === '');
  if (typeof value === 'boolean') return { ...booleanType, maybeEmpty: !value };
  return {
    ...(Number.isInteger(value) ? integerType : numberType),
    small: Math.abs(value) < 1e6,
    maybeEmpty: value === 0,
  };
};

const types: NodeVisitor<undefined, ValueType> = {
  literal: ({ value }) => literalType(value),
  object: ({ fields }) => ({ ...mapType, maybeEmpty: fields.every(({ spread }) => spread !== undefined) }),
  array: () => listType,
  reference: ({ type }) => type,
  variable: ({ type }) => type,
  text: ({ parts }) => {
    const partTypes = parts.map(typeOf);
    const texts = partTypes.map((type) => (type.kind === 'string' ? type.text : 'quotable'));
    return stringType(
      widestText(texts),
      partTypes.every(({ maybeEmpty, kind }) => maybeEmpty && kind === 'string'),
    );
  },
  comparison: () => booleanType,
  logic: () => booleanType,
  choice: ({ then, otherwise }) =>
    otherwise === undefined ? optionalType(typeOf(then)) : commonType([typeOf(then), typeOf(otherwise)]),
  fallback: ({ value, fallback }) => ({
    ...commonType([typeOf(value), typeOf(fallback)]),
    optional: typeOf(fallback).optional,
    maybeEmpty: typeOf(fallback).maybeEmpty,
  }),
  bind: ({ body }) => optionalType(typeOf(body)),
  loop: () => listType,
  entries: () => listType,
  mapEntries: () => mapType,
  entry: () => ({ ...mapType, maybeEmpty: false }),
  lookup: ({ type }) => optionalType(type),
  call: ({ function: name, args }) => {
    const type = functionTypes[name];
    return typeof type === 'function' ? type(args.map(typeOf)) : type;
  },
  // An empty text is refused, a 0, false or empty list is not.
  required: ({ value }) => {
    const type = typeOf(value);
    return { ...type, optional: false, maybeEmpty: type.maybeEmpty && type.kind !== 'string' };
  },
  urlPort: () => stringType('plain'),
  include: ({ body }) => typeOf(body),
  file: ({ content }) => stringType(textClassOf(content)),
  capability: () => booleanType,
  lines: () => stringType('lines'),
  yaml: () => stringType('lines', false),
};

// Nodes never change, and the evaluator asks again for every set of values.
const known = new WeakMap<Node, ValueType>();

/** What is known of a node's values before there are any. */
export function typeOf(node: Node): ValueType {
  const before = known.get(node);
  if (before !== undefined) return before;
  const type = visit(node, types, undefined);
  known.set(node, type);
  return type;
}
