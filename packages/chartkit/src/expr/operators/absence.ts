import type { Dynamic, Returned } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr, nodeOf } from '../expr.js';
import { toNode } from '../to-node.js';
import { typeOf } from '../type-of.js';
import { anyType } from '../value-type.js';
import type { Variable } from '../variable.js';
import type { ValueRef } from '../../values/reference.js';
import { schemaOf, variableReference } from '../../values/reference.js';
import { typeOfSchema } from '../../values/schema-type.js';

/**
 * The value, or another one where it is empty (`""`, `0`, `false`, an empty list or map) or absent.
 *
 * @example
 * show({ host: '' }, ({ host }) => ({ host: orElse(host, 'localhost') }))
 * // => host: {{ .Values.host | default "localhost" | quote }}
 * // => {"host":"localhost"}
 */
export const orElse = <T>(
  value: Expr<T | undefined>,
  fallback: NoInfer<Dynamic<NonNullable<T>>>,
): Expr<NonNullable<T>> => expr({ kind: 'fallback', value: nodeOf(value), fallback: toNode(fallback) });

/**
 * The value, which must be there: rendering ends with the sentence when it is absent or an empty text. (0, false and an empty
 * list are values.) For what a deployer can forget prefer a `rule()`: all violated ones are told at once, with their paths,
 * whereas Helm stops at the first required value, before it comes to the rules.
 *
 * @example
 * show({ host: 'db' }, ({ host }) => ({ host: required(host, 'host is needed to reach the database') }))
 * // => host: {{ required "host is needed to reach the database" .Values.host | quote }}
 * // => {"host":"db"}
 */
export const required = <T>(value: Expr<T | undefined>, sentence: string): Expr<NonNullable<T>> =>
  expr({ kind: 'required', value: nodeOf(value), sentence });

/**
 * A tree that is there only if a value is neither empty nor absent, made from that value.
 *
 * @example
 * show({ host: 'db' }, ({ host }) => ({ target: withValue(host, (present) => ({ host: present, port: 5432 })) }))
 * // => {{- with .Values.host }}
 * // => target:
 * // =>   host: {{ . | quote }}
 * // =>   port: 5432
 * // => {{- end }}
 * // => {"target":{"host":"db","port":5432}}
 */
export function withValue<T, Result, Body = unknown>(
  value: Expr<T | undefined>,
  body: (value: ValueRef<NonNullable<T>>) => Returned<Result, Body>,
): Expr<Result | undefined> {
  const variable: Variable = { role: 'bound' };
  const schema = schemaOf(value);
  const type = {
    ...(schema === undefined ? typeOf(nodeOf(value)) : typeOfSchema(schema)),
    optional: false,
    maybeEmpty: false,
  };
  const reference = variableReference<NonNullable<T>>(variable, schema, type);
  return expr({ kind: 'bind', value: nodeOf(value), variable, body: toNode(body(reference)) });
}

/**
 * The value unless it is empty: leaves out the field or item that it stands for.
 *
 * @example
 * show({ className: '' }, ({ className }) => ({ storageClassName: optional(className) }))
 * // => {{- with .Values.className }}
 * // => storageClassName: {{ . | quote }}
 * // => {{- end }}
 * // => {}
 */
export const optional = <T>(value: Expr<T | undefined>): Expr<T | undefined> =>
  withValue<T, unknown>(value, (present) => present) as Expr<T | undefined>;

/**
 * The value of a map under a key that is an expression, absent when the map lacks it.
 *
 * @example
 * show({ ports: { http: 80 }, name: 'http' }, ({ ports, name }) => ({ port: orElse(lookup(ports, name), 8080) }))
 * // => port: {{ index .Values.ports .Values.name | default 8080 }}
 * // => {"port":80}
 */
export function lookup<Value>(
  map: Expr<Readonly<Record<string, Value>>>,
  key: Expr<string> | string,
): Expr<Value | undefined> {
  const schema = schemaOf(map)?.additionalProperties;
  const type = typeof schema === 'object' ? typeOfSchema(schema) : anyType;
  return expr({ kind: 'lookup', map: nodeOf(map), key: toNode(key), type });
}
