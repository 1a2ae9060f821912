import type { TObject, TProperties } from 'typebox';

import type { ValuesOf } from '../values/values-of.js';
import type { ValueRef } from '../values/reference.js';
import { valuesReference } from '../values/reference.js';
import { jsonSchema } from '../values/schema-type.js';

/** The values under one top-level key of `values.yaml`, and the expressions that reach them. */
export interface Slice<Schema extends TObject = TObject> {
  readonly key: string;
  readonly schema: Schema;
  readonly values: ValueRef<ValuesOf<Schema>>;
}

/**
 * Declares the values under a key.
 *
 * @example
 * const web = slice('web', object({ replicaCount: integer({ default: 1, minimum: 0, maximum: 9, description: 'Pods.' }) }, { description: 'The web server.' }));
 * const replicas = web.values.replicaCount; // Expr<number>
 */
export function slice<Properties extends TProperties>(
  key: string,
  schema: TObject<Properties>,
): Slice<TObject<Properties>> {
  return { key, schema, values: valuesReference(jsonSchema(schema), [key]) };
}

/** The expressions of values at the top level that belong to no service, such as `nameOverride`. */
export const topLevelValues = <Properties extends TProperties>(
  schema: TObject<Properties>,
): ValueRef<ValuesOf<TObject<Properties>>> => valuesReference(jsonSchema(schema));
