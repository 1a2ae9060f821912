import type { Dynamic, Returned } from '../dynamic.js';
import type { Expr } from '../expr.js';
import { expr, nodeOf } from '../expr.js';
import { toNode } from '../to-node.js';
import { anyType, stringType } from '../value-type.js';
import type { Variable } from '../variable.js';
import type { ValueRef } from '../../values/reference.js';
import { schemaOf, variableReference } from '../../values/reference.js';
import type { JsonSchema } from '../../values/schema-type.js';
import { typeOfSchema } from '../../values/schema-type.js';
import { textClassOfPattern } from '../../values/formats.js';

const typeOrAny = (schema: JsonSchema | undefined) => (schema === undefined ? anyType : typeOfSchema(schema));

/**
 * A list with one item made from each item of a list.
 *
 * @example
 * show({ words: ['a', 'b'] }, ({ words }) => ({ args: ['serve', each(words, (word) => str`--${word}`)] }))
 * // => args:
 * // =>   - serve
 * // =>   {{- range .Values.words }}
 * // =>   - "--{{ . }}"
 * // =>   {{- end }}
 * // => {"args":["serve","--a","--b"]}
 */
export function each<Item, Result, Body = unknown>(
  list: Expr<readonly Item[]>,
  body: (item: ValueRef<Item>) => Returned<Result, Body>,
): Expr<Result[]> {
  const item: Variable = { role: 'item' };
  const schema = schemaOf(list)?.items;
  const reference = variableReference<Item>(item, schema, typeOrAny(schema));
  return expr({ kind: 'loop', over: nodeOf(list), item, body: toNode(body(reference)) });
}

interface EntryReferences<Value> {
  readonly key: Variable;
  readonly value: Variable;
  readonly keyReference: Expr<string>;
  readonly valueReference: ValueRef<Value>;
}

function entryOf<Value>(map: Expr<Readonly<Record<string, Value>>>): EntryReferences<Value> {
  const schema = schemaOf(map);
  const values = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const key: Variable = { role: 'key' };
  const value: Variable = { role: 'value' };
  const keyType = stringType(
    textClassOfPattern(schema?.propertyNames?.pattern),
    schema?.propertyNames?.pattern === undefined,
  );
  return {
    key,
    value,
    keyReference: expr<string>({ kind: 'variable', variable: key, path: [], type: keyType }),
    valueReference: variableReference<Value>(value, values, typeOrAny(values)),
  };
}

/**
 * A list with one item made from each entry of a map, in the order of the keys' bytes.
 *
 * @example
 * show({ environment: { LEVEL: 'info' } }, ({ environment }) => ({
 *   env: [{ name: 'PORT', value: '80' }, entries(environment, (name, value) => ({ name, value }))],
 * }))
 * // => env:
 * // =>   - name: PORT
 * // =>     value: "80"
 * // =>   {{- range $key, $value := .Values.environment }}
 * // =>   - name: {{ $key | quote }}
 * // =>     value: {{ $value | quote }}
 * // =>   {{- end }}
 * // => {"env":[{"name":"PORT","value":"80"},{"name":"LEVEL","value":"info"}]}
 */
export function entries<Value, Result, Body = unknown>(
  map: Expr<Readonly<Record<string, Value>>>,
  body: (key: Expr<string>, value: ValueRef<Value>) => Returned<Result, Body>,
): Expr<Result[]> {
  const { key, value, keyReference, valueReference } = entryOf(map);
  return expr({ kind: 'entries', over: nodeOf(map), key, value, body: toNode(body(keyReference, valueReference)) });
}

/**
 * A map with one entry made from each entry of a map. The new keys must differ from each other.
 *
 * @example
 * show({ quotas: { cpu: 4 } }, ({ quotas }) => ({ hard: { pods: '9', ...mapEntries(quotas, (key, value) => [str`limits.${key}`, toText(value)]) } }))
 * // => hard:
 * // =>   pods: "9"
 * // =>   {{- range $key, $value := .Values.quotas }}
 * // =>   {{ printf "limits.%s" $key | quote }}: {{ $value | quote }}
 * // =>   {{- end }}
 * // => {"hard":{"pods":"9","limits.cpu":"4"}}
 */
export function mapEntries<Value, Result>(
  map: Expr<Readonly<Record<string, Value>>>,
  body: (key: Expr<string>, value: ValueRef<Value>) => readonly [key: Expr<string>, value: NoInfer<Dynamic<Result>>],
): Expr<Record<string, Result>> {
  const { key, value, keyReference, valueReference } = entryOf(map);
  const [entryKey, entryValue] = body(keyReference, valueReference);
  return expr({
    kind: 'mapEntries',
    over: nodeOf(map),
    key,
    value,
    entryKey: nodeOf(entryKey),
    entryValue: toNode(entryValue),
  });
}

/**
 * A map with one entry whose key is an expression, to be spread into an object. No other entry may have that key: let a rule
 * say so where it could.
 *
 * @example
 * show({ device: 'gpu', count: 2 }, ({ device, count }) => ({ limits: { cpu: 1, ...entry(device, count) } }))
 * // => limits:
 * // =>   cpu: 1
 * // =>   {{ .Values.device | quote }}: {{ .Values.count }}
 * // => {"limits":{"cpu":1,"gpu":2}}
 */
export const entry = <T extends string | number | boolean>(
  key: Expr<string>,
  value: Expr<T>,
): Expr<Record<string, T>> => expr({ kind: 'entry', key: nodeOf(key), value: nodeOf(value) });
