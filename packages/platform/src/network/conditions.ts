import type { Condition } from 'chartkit';
import { and } from 'chartkit';

/** All conditions together; none when there are none. */
export function allOf(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const [first, second, ...rest] = conditions.filter((condition) => condition !== undefined);
  return first === undefined || second === undefined ? first : and(first, second, ...rest);
}
