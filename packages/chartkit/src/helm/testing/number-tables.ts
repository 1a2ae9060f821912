import {
  add,
  and,
  divide,
  each,
  eq,
  ge,
  gt,
  le,
  lt,
  multiply,
  ne,
  not,
  or,
  orElse,
  quote,
  str,
  subtract,
  toJson,
  toText,
  when,
} from '../../index.js';
import type { TruthTable } from './truth-table-chart.js';
import { row } from './truth-table-chart.js';

const largest = 9_007_199_254_740_991;

/** Operators on whole numbers. The inputs are 0, 7, -1, 999999, 1000000 and 2^53-1. */
export const integerTable: TruthTable = ({ integers, smallIntegers, zero, million }) => ({
  itself: row(
    each(integers, (item) => item),
    [0, 7, -1, 999_999, 1_000_000, largest],
  ),
  small: row(
    each(smallIntegers, (item) => item),
    [0, 999_999],
  ),
  whole: row(integers, [0, 7, -1, 999_999, 1_000_000, largest]),
  one: row(million, 1_000_000),
  str: row(
    each(integers, (item) => str`<${item}>`),
    ['<0>', '<7>', '<-1>', '<999999>', '<1000000>', '<9007199254740991>'],
  ),
  strOfSmall: row(
    each(smallIntegers, (item) => str`${item}`),
    ['0', '999999'],
  ),
  toText: row(
    each(integers, (item) => toText(item)),
    ['0', '7', '-1', '999999', '1000000', '9007199254740991'],
  ),
  quote: row(
    each(integers, (item) => quote(item)),
    ['"0"', '"7"', '"-1"', '"999999"', '"1000000"', '"9007199254740991"'],
  ),
  toJson: row(
    each(integers, (item) => toJson(item)),
    ['0', '7', '-1', '999999', '1000000', '9007199254740991'],
  ),
  eq: row(
    each(integers, (item) => eq(item, 1_000_000)),
    [false, false, false, false, true, false],
  ),
  ne: row(
    each(integers, (item) => ne(item, 0)),
    [false, true, true, true, true, true],
  ),
  lt: row(
    each(integers, (item) => lt(item, 999_999)),
    [true, true, true, false, false, false],
  ),
  le: row(
    each(integers, (item) => le(item, 999_999)),
    [true, true, true, true, false, false],
  ),
  gt: row(
    each(integers, (item) => gt(item, million)),
    [false, false, false, false, false, true],
  ),
  ge: row(
    each(integers, (item) => ge(item, million)),
    [false, false, false, false, true, true],
  ),
  add: row(
    each(smallIntegers, (item) => add(item, zero, 1, -2)),
    [-1, 999_998],
  ),
  subtract: row(
    each(integers, (item) => subtract(item, 1)),
    [-1, 6, -2, 999_998, 999_999, largest - 1],
  ),
  multiply: row(
    each(smallIntegers, (item) => multiply(item, million)),
    [0, 999_999_000_000],
  ),
  divide: row(
    each(integers, (item) => divide(item, 2)),
    [0, 3, 0, 499_999, 500_000, 4_503_599_627_370_495],
  ),
  nested: row(
    each(integers, (item) => str`${divide(subtract(item, 1), 2)}`),
    ['0', '3', '-1', '499999', '499999', '4503599627370495'],
  ),
  condition: row(
    each(integers, (item) => when(item, 'set', 'empty')),
    ['empty', 'set', 'set', 'set', 'set', 'set'],
  ),
  orElse: row(
    each(integers, (item) => orElse(item, 5)),
    [5, 7, -1, 999_999, 1_000_000, largest],
  ),
  choice: row(
    each(integers, (item) => str`${when(gt(item, 7), item, 1_000_000)}`),
    ['1000000', '1000000', '1000000', '999999', '1000000', '9007199254740991'],
  ),
});

/** Operators on numbers with fractions: 0, 0.1, 1e-7, 5, 999999, 1000000, 1e21. Go prints floats as C's `%g` does. */
export const numberTable: TruthTable = ({ numbers }) => ({
  itself: row(
    each(numbers, (item) => item),
    [0, 0.1, 1e-7, 5, 999_999, 1_000_000, 1e21],
  ),
  whole: row(numbers, [0, 0.1, 1e-7, 5, 999_999, 1_000_000, 1e21]),
  str: row(
    each(numbers, (item) => str`<${item}>`),
    ['<0>', '<0.1>', '<1e-07>', '<5>', '<999999>', '<1e+06>', '<1e+21>'],
  ),
  toText: row(
    each(numbers, (item) => toText(item)),
    ['0', '0.1', '1e-07', '5', '999999', '1e+06', '1e+21'],
  ),
  condition: row(
    each(numbers, (item) => when(item, 'set', 'empty')),
    ['empty', 'set', 'set', 'set', 'set', 'set', 'set'],
  ),
});

/** Logic, and booleans as texts and fields. */
export const logicTable: TruthTable = ({
  booleans,
  texts,
  integers,
  no,
  yes,
  zero,
  emptyText,
  emptyList,
  emptyMap,
}) => ({
  itself: row(
    each(booleans, (item) => item),
    [true, false],
  ),
  toText: row(
    each(booleans, (item) => toText(item)),
    ['true', 'false'],
  ),
  str: row(
    each(booleans, (item) => str`is ${item}`),
    ['is true', 'is false'],
  ),
  eq: row(
    each(booleans, (item) => eq(item, false)),
    [false, true],
  ),
  notOfText: row(
    each(texts, (item) => not(item)),
    [true, false, false, false, false, false, false, false],
  ),
  notOfInteger: row(
    each(integers, (item) => not(item)),
    [true, false, false, false, false, false],
  ),
  andOfMixed: row(and(yes, texts, integers), true),
  andOfEmpty: row(and(yes, emptyText), false),
  orOfEmpty: row(or(no, zero, emptyText, emptyList, emptyMap), false),
  orOfMixed: row(or(no, integers), true),
  notAnd: row(not(and(yes, zero)), true),
  textOfLogic: row(str`${or(no, texts)}`, 'true'),
  chosenByText: row(when(eq(or(zero, integers), true), 'a', 'b'), 'a'),
  leftOut: row(when(no, 'x'), undefined),
  leftOutDeep: row({ fixed: true, inner: { deeper: when(emptyText, 'x') } }, { fixed: true }),
  chained: row(when(no, 'a', when(zero, 'b', when(yes, 'c', 'd'))), 'c'),
});
