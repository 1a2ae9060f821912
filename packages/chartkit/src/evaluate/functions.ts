import type { FunctionName } from '../expr/function-name.js';
import { b64enc, sha256sum } from '../go/encodings.js';
import { goJson } from '../go/go-json.js';
import { goQuote } from '../go/go-quote.js';
import { goText } from '../go/go-text.js';
import { add, div, mul, sub } from '../go/integer-arithmetic.js';
import { toInt64 } from '../go/to-int64.js';
import { join, lower, replace, trimSuffix, trunc } from '../go/texts.js';
import { asList } from './structures.js';

/** A text, integer or boolean as a template prints it; numbers with a fraction are made texts before. */
export const textOf = (value: unknown): string => (typeof value === 'number' ? String(value) : goText(value));

type Values = readonly unknown[];
const text = (values: Values, index: number): string => textOf(values.at(index));

/** The functions, on arguments in the order of Helm. */
export const functions: Readonly<Record<FunctionName, (values: Values) => unknown>> = {
  add: (values) => add(...values),
  sub: ([from, amount]) => sub(from, amount),
  mul: (values) => mul(...(values as [unknown, ...unknown[]])),
  div: ([dividend, divisor]) => div(dividend, divisor),
  b64enc: (values) => b64enc(text(values, 0)),
  contains: (values) => text(values, -1).includes(text(values, 0)),
  hasPrefix: (values) => text(values, -1).startsWith(text(values, 0)),
  hasSuffix: (values) => text(values, -1).endsWith(text(values, 0)),
  int64: ([value]) => toInt64(value),
  join: ([separator, list]) => join(textOf(separator), asList(list)),
  len: ([value]) => (typeof value === 'string' ? Buffer.byteLength(value) : Object.keys(value ?? {}).length),
  lower: (values) => lower(text(values, 0)),
  quote: (values) => goQuote(text(values, 0)),
  replace: (values) => replace(text(values, 0), text(values, 1), text(values, 2)),
  sha256sum: (values) => sha256sum(text(values, 0)),
  toJson: ([value]) => goJson(value),
  toString: (values) => text(values, 0),
  trimSuffix: (values) => trimSuffix(text(values, 0), text(values, 1)),
  trunc: (values) => trunc(Number(values[0]), text(values, 1)),
};
