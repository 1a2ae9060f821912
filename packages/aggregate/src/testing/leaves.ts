import type { ChartModel } from 'chartkit';

type Schema = ChartModel['schema'];

/** A value of the chart that holds no others with keys of their own. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: Schema;
}

/** The leaves of a schema: numbers, texts, switches, lists, maps and structures of Kubernetes. */
export const leavesOf = (schema: Schema, path: readonly string[] = []): readonly Leaf[] =>
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
