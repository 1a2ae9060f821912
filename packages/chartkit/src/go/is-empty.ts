/**
 * Whether a value is empty to Go's templates (`if`, `with`, `and`, `or`, `not`) and to sprig (`default`, `empty`): absent, null,
 * false, 0, and an empty text, list or map.
 */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** sprig's `default`: the value, or the fallback where the value is empty, which 0 and false also are. */
export function orDefault(fallback: unknown, value: unknown): unknown {
  return isEmpty(value) ? fallback : value;
}
