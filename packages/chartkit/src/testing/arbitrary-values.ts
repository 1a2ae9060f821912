import fc from 'fast-check';

import type { JsonSchema } from '../values/schema-type.js';
import { arbitraryText } from './arbitrary-text.js';

type Values = Readonly<Record<string, unknown>>;
type Definitions = Readonly<Record<string, JsonSchema>>;

/** Below this depth, what may be left out is left out: definitions of Kubernetes refer to each other without end. */
const deepest = 7;

/**
 * Values files that a chart's schema takes (nearly always: relations such as `uniqueItems` are left to chance): any part
 * of the values, since Helm merges them over the defaults.
 */
export function arbitraryValues(schema: JsonSchema): fc.Arbitrary<Values> {
  return drawnObject(schema, { definitions: schema.definitions ?? {}, complete: false, depth: 0 });
}

/** Values with mistakes: values that a schema takes, of which up to three were exchanged or got a strange key. */
export function arbitraryMistakes(schema: JsonSchema): fc.Arbitrary<Values> {
  const mistakes = fc.array(fc.tuple(fc.nat(), wrong), { minLength: 1, maxLength: 3 });
  return fc.tuple(arbitraryValues(schema), mistakes).map(([values, placed]) => placed.reduce(withMistake, values));
}

function withMistake(values: Values, [place, mistake]: readonly [number, Mistake]): Values {
  const paths = pathsOf(values);
  const path = paths[place % Math.max(1, paths.length)];
  return path === undefined ? { unknownKey: mistake.value } : (changed(values, path, mistake) as Values);
}

interface Context {
  readonly definitions: Definitions;
  /** Required keys must be there: below a list item or map entry there are no defaults. */
  readonly complete: boolean;
  readonly depth: number;
}

function drawn(schema: JsonSchema, context: Context): fc.Arbitrary<unknown> {
  const { definitions, depth } = context;
  if (schema.$ref !== undefined)
    return drawn(definitions[schema.$ref.slice('#/definitions/'.length)] ?? {}, { ...context, complete: true });
  const [only] = schema.allOf ?? [];
  if (only !== undefined) return drawn(only, context);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((member) => drawn(member, context)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types: readonly unknown[] = [schema.type].flat();
  return fc.oneof(...types.map((type) => ofType(String(type), schema, { ...context, depth: depth + 1 })));
}

function ofType(type: string, schema: JsonSchema, context: Context): fc.Arbitrary<unknown> {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema;
  switch (type) {
    case 'string':
      return arbitraryText(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const favourites = [minimum, maximum, 0, 1, 999_999, 1_000_000].filter((n) => n >= minimum && n <= maximum);
      return fc.oneof(fc.constantFrom(...favourites), fc.integer({ min: minimum, max: maximum }));
    }
    case 'number':
      // JSON knows no negative zero.
      return fc
        .oneof(fc.constantFrom(minimum, maximum), fc.double({ min: minimum, max: maximum, noNaN: true }))
        .map((number) => number + 0);
    case 'array':
      return fc.array(drawn(schema.items ?? {}, { ...context, complete: true }), {
        minLength: (schema as { readonly minItems?: number }).minItems ?? 0,
        maxLength: context.depth > deepest ? 0 : 3,
      });
    case 'object':
      return drawnObject(schema, context);
    default:
      return fc.constantFrom<unknown>('text', 1, true, { any: ['thing'] });
  }
}

function drawnObject(schema: JsonSchema, context: Context): fc.Arbitrary<Values> {
  const { properties, additionalProperties, required = [], propertyNames } = schema;
  if (properties === undefined) {
    if (context.depth > deepest) return fc.constant({});
    const member = typeof additionalProperties === 'object' ? additionalProperties : {};
    const keys = arbitraryText({ minLength: 1, ...propertyNames });
    return fc.dictionary(keys, drawn(member, { ...context, complete: true }), { maxKeys: 3 });
  }
  const names = Object.keys(properties);
  const needed = context.complete ? required : [];
  const kept = context.depth > deepest ? names.filter((name) => needed.includes(name)) : names;
  // Of the many optional fields of a Kubernetes structure a few are drawn.
  const chosen = context.complete
    ? fc.subarray(
        kept.filter((name) => !needed.includes(name)),
        { maxLength: Math.min(4, kept.length - needed.length) },
      )
    : fc.subarray(kept);
  return chosen.chain((optional) =>
    fc.record(
      Object.fromEntries(
        kept
          .filter((name) => needed.includes(name) || optional.includes(name))
          .map((name) => [name, drawn(properties[name] ?? {}, context)]),
      ),
    ),
  );
}

interface Mistake {
  readonly kind: 'replace' | 'unknown key';
  readonly value: unknown;
}

const wrong: fc.Arbitrary<Mistake> = fc.oneof(
  fc.record({ kind: fc.constant('unknown key' as const), value: fc.constantFrom<unknown>(1, '', {}, null) }),
  fc.record({
    kind: fc.constant('replace' as const),
    value: fc.constantFrom<unknown>(
      null,
      'Not valid!',
      '',
      '1',
      'true',
      '1e3',
      '{{ .Values }}',
      'a\nb: {{- c',
      'é漢😀',
      '\u0000\u001b',
      0,
      -1,
      1.5,
      1e18,
      -9_007_199_254_740_993,
      1.7976931348623157e308,
      5e-324,
      true,
      false,
      [],
      [null],
      {},
      { x: 1 },
    ),
  }),
);

/** The paths of all values below some values. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, item]: [string, unknown]) => pathsOf(item, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

/** A copy of some values with a mistake at a path. */
function changed(value: unknown, [key, ...rest]: readonly string[], mistake: Mistake): unknown {
  if (key !== undefined) {
    if (Array.isArray(value))
      return value.map((item: unknown, at) => (String(at) === key ? changed(item, rest, mistake) : item));
    return { ...(value as Values), [key]: changed((value as Values)[key], rest, mistake) };
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return mistake.kind === 'unknown key' && isMap ? { ...value, unknownKey: mistake.value } : mistake.value;
}
