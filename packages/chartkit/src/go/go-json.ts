import { compareKeys } from './compare-keys.js';

/**
 * A value as Helm's `toJson` prints it (`encoding/json` of Go): no spaces, keys sorted, and `<`, `>`, `&` and the line
 * separators U+2028 and U+2029 as escapes. Numbers have an exponent below 1e-6 and from 1e+21 on, as in JavaScript.
 */
export function goJson(value: unknown): string {
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([left], [right]) => compareKeys(left, right));
    return `{${entries.map(([key, field]) => `${jsonText(key)}:${goJson(field)}`).join(',')}}`;
  }
  return typeof value === 'boolean' ? String(value) : 'null';
}

const jsonText = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
