import { ChartkitError } from '../errors.js';
import { parseIntegerLiteral } from './integer-literal.js';

/**
 * sprig's `int64`: the integer that a value stands for. Fractions are cut off; texts count as Go integer literals (`0x10`, `010`
 * which is octal, `1_000`) with at most zeros behind a point; true is 1; whatever else (`"1e3"`, `"1.5"`, a list, null) is 0.
 *
 * @throws ChartkitError `integer-out-of-range` beyond ±(2^53 - 1), where a number of JavaScript is no longer exact
 */
export function toInt64(value: unknown): number {
  return exactInteger(toBigInt(value));
}

/** A 64-bit integer of Go as a number. */
export function exactInteger(integer: bigint): number {
  const number = Number(integer);
  if (Number.isSafeInteger(number)) return number;
  throw new ChartkitError({
    code: 'integer-out-of-range',
    problem: `the integer ${integer} is beyond ±9007199254740991, up to which integers are exact`,
    remedy: 'Give a smaller number, or a text',
  });
}

/** As `toInt64`, for calculations. */
export function toBigInt(value: unknown): bigint {
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value === 'string') {
    const integer = parseIntegerLiteral(value.replace(/\.0+\.*$/, '')) ?? 0n;
    return BigInt.asIntN(64, integer) === integer ? integer : 0n;
  }
  return value === true ? 1n : 0n;
}
