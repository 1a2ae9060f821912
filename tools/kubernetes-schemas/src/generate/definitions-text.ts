import type { Definitions } from '../schema.js';

/** Definitions as JSON: keys sorted, one definition a line, so that a change shows as the lines of what changed. */
export function definitionsText(definitions: Definitions): string {
  const lines = Object.entries(definitions)
    .sort(byKey)
    .map(([name, schema]) => `${JSON.stringify(name)}:${text(schema)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

const byKey = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(byKey);
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${text(member)}`).join(',')}}`;
}
