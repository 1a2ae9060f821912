import { ChartkitError } from '../errors.js';
import { exactInteger, toBigInt } from './to-int64.js';

/** sprig's `add`: the sum of 64-bit integers, each taken as `toInt64` does. */
export function add(...summands: readonly unknown[]): number {
  return exactInteger(summands.map(toBigInt).reduce((sum, summand) => sum + summand, 0n));
}

/** sprig's `sub`. */
export function sub(minuend: unknown, subtrahend: unknown): number {
  return exactInteger(toBigInt(minuend) - toBigInt(subtrahend));
}

/** sprig's `mul`. */
export function mul(...factors: readonly unknown[]): number {
  return exactInteger(factors.map(toBigInt).reduce((product, factor) => product * factor, 1n));
}

/**
 * sprig's `div`: the quotient without its fraction.
 *
 * @throws ChartkitError `division-by-zero`, where rendering fails in Helm too
 */
export function div(dividend: unknown, divisor: unknown): number {
  const by = toBigInt(divisor);
  if (by === 0n) {
    throw new ChartkitError({
      code: 'division-by-zero',
      problem: `${String(toBigInt(dividend))} cannot be divided by zero`,
      remedy: 'Exclude 0 in the schema of the value that is divided by',
    });
  }
  return exactInteger(toBigInt(dividend) / by);
}
