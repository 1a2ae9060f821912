import { compareKeys } from './compare-keys.js';
import { goFloat } from './go-float.js';

/**
 * Any value of a values file as a Go template prints it (`%v`, sprig's `toString`): numbers as float64, lists as `[a b]`, maps
 * as `map[a:1 b:2]` with sorted keys, `<nil>` for null. An integer that a function of Helm returned is not such a value: it
 * prints in plain digits, as `String` does.
 */
export function goText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return goFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return '<nil>';
  const entries = Object.entries(value).sort(([left], [right]) => compareKeys(left, right));
  return `map[${entries.map(([key, field]) => `${key}:${goText(field)}`).join(' ')}]`;
}
