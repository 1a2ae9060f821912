import { call } from '../call.js';
import type { Expr } from '../expr.js';

type Integer = Expr<number> | number;

/**
 * The sum of whole numbers.
 *
 * @example
 * show({ replicas: 2 }, ({ replicas }) => ({ quorum: add(divide(replicas, 2), 1) }))
 * // => quorum: {{ add (div (int64 .Values.replicas) 2) 1 }}
 * // => {"quorum":2}
 */
export const add = (...terms: readonly [Integer, Integer, ...Integer[]]): Expr<number> => call('add', ...terms);

/** The difference of two whole numbers. */
export const subtract = (from: Integer, amount: Integer): Expr<number> => call('sub', from, amount);

/** The product of whole numbers. */
export const multiply = (...factors: readonly [Integer, Integer, ...Integer[]]): Expr<number> =>
  call('mul', ...factors);

/** The quotient of two whole numbers without its fraction (towards zero). The divisor must not be able to be 0. */
export const divide = (dividend: Integer, divisor: Integer): Expr<number> => call('div', dividend, divisor);

/**
 * The whole number that a text of decimal digits stands for, without zeros before them; 0 for any other text.
 *
 * @example
 * show({ size: '10Gi' }, ({ size }) => ({ gibibytes: wholeNumber(trimSuffix('Gi', size)) }))
 * // => gibibytes: {{ int64 (.Values.size | trimSuffix "Gi") }}
 * // => {"gibibytes":10}
 */
export const wholeNumber = (text: Expr<string>): Expr<number> => call('int64', text);

/**
 * How many items a list, entries a map or bytes a text has.
 *
 * @example
 * show({ hosts: ['a', 'b'] }, ({ hosts }) => ({ replicas: length(hosts) }))
 * // => replicas: {{ len .Values.hosts }}
 * // => {"replicas":2}
 */
export const length = (of: Expr<unknown>): Expr<number> => call('len', of);
