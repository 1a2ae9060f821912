import type { Expr } from 'chartkit';
import { add, and, divide, gt, or, trimSuffix, wholeNumber } from 'chartkit';

/** What the suffixes of the format `storageSize` stand for. */
const units = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
} as const;

/**
 * Whether so many bytes are more than a size of the format `storageSize`.
 *
 * Both are compared in the unit of the size, so no product grows beyond an integer. A text with another suffix counts as 0
 * there, and one without any is not refused by a larger unit unless it is by its own.
 */
export function isMoreThan(bytes: Expr<number>, size: Expr<string>): Expr<unknown> {
  const [first, ...others] = Object.entries(units).map(([suffix, factor]) => {
    const count = wholeNumber(suffix === '' ? size : trimSuffix(suffix, size));
    return and(count, gt(factor === 1 ? bytes : divide(add(bytes, factor - 1), factor), count));
  });
  return others.reduce<Expr<unknown>>((condition, other) => or(condition, other), first as Expr<unknown>);
}
