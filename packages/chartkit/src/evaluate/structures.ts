import { ChartkitError } from '../errors.js';

/** A map of values, as YAML and JSON know it. */
export type PlainMap = Readonly<Record<string, unknown>>;

/** Whether a value is a map. */
export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as a map. */
export function asMap(value: unknown): PlainMap {
  if (isMap(value)) return value;
  throw new ChartkitError({
    code: 'not-a-map',
    problem: `a map is needed here, but the value is ${JSON.stringify(value)}`,
  });
}

/** The value as a list. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new ChartkitError({
    code: 'not-a-list',
    problem: `a list is needed here, but the value is ${JSON.stringify(value)}`,
  });
}

/** The value at a path, `undefined` where something on the way is absent. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce((map: unknown, key) => (isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined), value);
}
