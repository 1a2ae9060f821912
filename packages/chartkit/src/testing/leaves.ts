import fc from 'fast-check';

import { seed } from '../go/testing/seed.js';
import type { JsonSchema } from '../values/schema-type.js';
import { arbitraryValues } from './arbitrary-values.js';

/** A value of the chart that holds no others with keys of their own. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

/** The leaves of a schema: numbers, texts, switches, lists, maps and structures of Kubernetes. */
export const leavesOf = (schema: JsonSchema, path: readonly string[] = []): readonly Leaf[] =>
  schema.properties === undefined
    ? [{ path, schema }]
    : Object.entries(schema.properties).flatMap(([key, field]) => leavesOf(field, [...path, key]));

/** A values file that holds one value at a path, over others. */
export function withValueAt(
  values: Readonly<Record<string, unknown>>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const below = values[key];
  const inner = typeof below === 'object' && below !== null ? (below as Readonly<Record<string, unknown>>) : {};
  return { ...values, [key]: rest.length === 0 ? value : withValueAt(inner, rest, value) };
}

/** Values that the schema of a leaf takes: so many draws, of which some are equal. `root` is the schema of the chart. */
export function drawnForLeaf({ schema: leaf }: Leaf, root: JsonSchema, numRuns: number): readonly unknown[] {
  const one = {
    type: 'object',
    properties: { value: leaf },
    required: ['value'],
    definitions: root.definitions ?? {},
  };
  // Draws also leave a value to its default, and one seed would do so for all leaves alike.
  const given = arbitraryValues(one).filter((values) => Object.hasOwn(values, 'value'));
  const drawn = fc.sample(given, { seed, numRuns });
  return [...new Map(drawn.map(({ value }) => [JSON.stringify(value), value])).values()];
}
