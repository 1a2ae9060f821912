import type { Expr } from '../expr/expr.js';
import { expr } from '../expr/expr.js';
import type { Node } from '../expr/node.js';
import type { ValueType } from '../expr/value-type.js';
import type { Variable } from '../expr/variable.js';
import type { JsonSchema } from './schema-type.js';
import { typeOfField, typeOfSchema } from './schema-type.js';

/**
 * Values that are reached by keys: `values.api.image.tag` is an `Expr<string>`, and a key that the schema lacks does not
 * compile. Fields of optional structures and entries of maps are not reached this way, since in Helm a path through
 * something absent is an error: use `withValue` and `lookup`.
 */
export type ValueRef<T> = Expr<T> & Fields<T>;

type Fields<T> = T extends string | number | boolean | readonly unknown[] | undefined
  ? unknown
  : string extends keyof T
    ? unknown
    : { readonly [Key in keyof T]-?: undefined extends T[Key] ? Expr<T[Key]> : ValueRef<T[Key]> };

type NodeAt = (path: readonly string[], type: ValueType) => Node;

function reference<T>(schema: JsonSchema, path: readonly string[], type: ValueType, nodeAt: NodeAt): ValueRef<T> {
  const properties = schema.properties ?? {};
  const property = (key: string): Expr<unknown> | undefined => {
    // Helm fails on a path through something absent, so what may be absent shows no fields.
    const field = !type.optional && Object.hasOwn(properties, key) ? properties[key] : undefined;
    return field && reference(field, [...path, key], typeOfField(schema, key, field), nodeAt);
  };
  const made = expr<T>(nodeAt(path, type), property) as ValueRef<T>;
  schemas.set(made, schema);
  return made;
}

const schemas = new WeakMap<object, JsonSchema>();

/** The schema of an expression that is a value or an item of one; `undefined` for anything else. */
export const schemaOf = (expression: Expr<unknown>): JsonSchema | undefined => schemas.get(expression);

/** The expression of the values below a path of `.Values`. */
export function valuesReference<T>(schema: JsonSchema, path: readonly string[] = []): ValueRef<T> {
  return reference<T>(schema, path, typeOfSchema(schema), (at, type) => ({
    kind: 'reference',
    root: 'Values',
    path: at,
    type,
  }));
}

/** The expression of a loop's or binding's variable. */
export function variableReference<T>(variable: Variable, schema: JsonSchema | undefined, type: ValueType): ValueRef<T> {
  return reference<T>(schema ?? {}, [], type, (at, atType) => ({ kind: 'variable', variable, path: at, type: atType }));
}
