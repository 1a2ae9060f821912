/** Values as data: what a values file holds. */
type Values = Readonly<Record<string, unknown>>;

/**
 * The values that a chart's templates see: what deployers give, over the chart's defaults, as Helm merges them.
 *
 * - Maps are merged key by key; a list or a scalar replaces what was there, and a map replaces a scalar and the other way round.
 * - Of several sets of values the later one wins. A `null` among them is a value like others: `{ a: null }` after
 *   `{ a: { b: 1 } }` gives null, and `{ a: { c: 2 } }` after that gives only `c`.
 * - A `null` in the outcome removes the key that the defaults have. Where the defaults have no such key it stays as null, for
 *   the schema to judge. The defaults of a key come back when a later set of values gives it a map again.
 *
 * `--set` makes one more set of values, the last. Without subcharts `global` is a key like others.
 *
 * Helm 3.17 and Helm 4.1 differ in one point: where the default is itself null, below the top level, a given null is kept by
 * Helm 4 and removed by Helm 3. This follows Helm 4. (At the top level both remove it. Avoid null defaults.)
 *
 * @returns new maps where something was merged; the rest is shared with the arguments, none of which is changed
 * @see `CoalesceValues` and `MergeMaps` in the sources of Helm
 */
export function mergeValues(defaults: Values, ...given: readonly Values[]): Values {
  return coalesce(defaults, given.reduce<Values>(overlay, {}), isDefined);
}

/** A later values file over an earlier one, in which null is a value. */
export function overlay(earlier: Values, later: Values): Values {
  const result = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const before = own(earlier, key);
    set(result, key, isMap(before) && isMap(value) ? overlay(before, value) : value);
  }
  return result;
}

/** Given values over defaults; `removes` tells by the default whether a null that is given for it removes the key. */
function coalesce(defaults: Values, given: Values, removes: (fallback: unknown) => boolean): Values {
  const result: Record<string, unknown> = { ...defaults };
  const removed = new Set<string>();
  for (const [key, value] of Object.entries(given)) {
    const fallback = own(defaults, key);
    if (value === null && removes(fallback)) removed.add(key);
    else set(result, key, isMap(fallback) && isMap(value) ? coalesce(fallback, value, isNotNull) : value);
  }
  return removed.size === 0 ? result : Object.fromEntries(Object.entries(result).filter(([key]) => !removed.has(key)));
}

const isDefined = (fallback: unknown): boolean => fallback !== undefined;
const isNotNull = (fallback: unknown): boolean => fallback !== undefined && fallback !== null;

const own = (map: Values, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined);
const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a key of any name; an assignment to `__proto__` would set none. */
function set(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
