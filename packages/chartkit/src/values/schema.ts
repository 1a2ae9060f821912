import type {
  TArray,
  TBoolean,
  TInteger,
  TNumber,
  TObject,
  TOptional,
  TProperties,
  TSchema,
  TString,
  TUnsafe,
} from 'typebox';
import { Type } from 'typebox';

import type { Plain } from '../expr/dynamic.js';
import type { KubernetesStructures } from './kubernetes-structures.js';
import type { FormatName } from './formats.js';
import { emptyOr, formats } from './formats.js';
import type { ValuesOf } from './values-of.js';

/*
 * Definitions of values, written with TypeBox: a TypeBox schema *is* JSON Schema, so the schema that Helm enforces and
 * the one that the evaluator enforces are one object, and TypeScript types follow from it. (zod would need a
 * translation, and a translation is where two validators begin to differ.)
 */

/** Any definition of values. */
export type AnySchema = TSchema;

interface Documented {
  /** One or more sentences for `values.yaml` and `values.schema.json`: what it does, its unit, what is allowed. */
  readonly description: string;
}

interface WithDefault<T> extends Documented {
  /** Needed for every value that a chart's user can reach by keys; items of lists and maps have none. */
  readonly default?: T;
}

/** Options of a text. */
export interface StringOptions extends WithDefault<string> {
  /** What the text must look like. */
  readonly format?: FormatName;
  /** Allow `""` beside the format, as the usual default that means "not set". */
  readonly allowEmpty?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A secret: no message repeats it. JSON Schema's word for it. */
  readonly writeOnly?: true;
}

/**
 * A text, optionally of a format.
 *
 * @example
 * string({ minLength: 1, default: 'web', description: 'Name.' })
 * // => {"type":"string","minLength":1,"default":"web","description":"Name."}
 */
export function string({ format, allowEmpty = false, ...options }: StringOptions): TString {
  if (format === undefined) return Type.String(options);
  const { pattern, expected } = formats[format];
  const description = `${options.description} Must be ${expected}${allowEmpty ? ', or empty' : ''}.`;
  return Type.String({ ...options, description, pattern: allowEmpty ? emptyOr(pattern) : pattern });
}

/** Options of a number. */
export interface NumericOptions extends WithDefault<number> {
  readonly minimum: number;
  readonly maximum: number;
}

/** A whole number. Both bounds are asked for: what has no sensible bound is rare, and a bound catches a wrong unit. */
export const integer = (options: NumericOptions): TInteger => Type.Integer({ ...options });

/** A number that may have a fraction. */
export const number = (options: NumericOptions): TNumber => Type.Number({ ...options });

/** A TCP or UDP port. */
export const port = (options: WithDefault<number>): TInteger => integer({ minimum: 1, maximum: 65535, ...options });

/** `true` or `false`. */
export const boolean = (options: WithDefault<boolean>): TBoolean => Type.Boolean({ ...options });

/**
 * One of some texts.
 *
 * @example
 * oneOf(['info', 'debug'], { default: 'info', description: 'How much is logged.' })
 * // => {"type":"string","enum":["info","debug"],"default":"info","description":"How much is logged."}
 */
export const oneOf = <const Member extends string>(
  members: readonly Member[],
  options: WithDefault<NoInfer<Member>>,
): TUnsafe<Member> => Type.Unsafe<Member>({ type: 'string', enum: [...members], ...options });

/**
 * A list of items of one kind.
 *
 * @example
 * list(boolean({ description: 'A flag.' }), { default: [true], description: 'Flags.' })
 * // => {"type":"array","items":{"type":"boolean","description":"A flag."},"default":[true],"description":"Flags."}
 */
export const list = <Item extends TSchema>(
  items: Item,
  options: WithDefault<readonly Plain<ValuesOf<Item>>[]> & {
    readonly minItems?: number;
    readonly uniqueItems?: boolean;
  },
): TArray<Item> => Type.Array(items, { ...options });

/** Options of a map. */
export interface MapOptions<Value> extends WithDefault<Readonly<Record<string, Plain<Value>>>> {
  /** What keys must look like. */
  readonly keys?: FormatName;
  /** Keys that are taken: what the chart itself sets, so that nothing is given twice. */
  readonly reserved?: readonly string[];
  /** Starts of keys that are taken, such as `app.kubernetes.io/`. */
  readonly reservedPrefixes?: readonly string[];
}

/**
 * A map from free keys to values of one kind.
 *
 * @example
 * map(string({ description: 'Value.' }), { reserved: ['PORT'], default: {}, description: 'Variables.' })
 * // => {"type":"object","additionalProperties":{"type":"string","description":"Value."},"propertyNames":{"not":{"anyOf":[{"enum":["PORT"]}]}},"default":{},"description":"Variables."}
 */
export function map<Value extends TSchema>(
  values: Value,
  { keys, reserved = [], reservedPrefixes = [], ...options }: MapOptions<ValuesOf<Value>>,
): TUnsafe<Record<string, ValuesOf<Value>>> {
  const taken = [
    ...(reserved.length > 0 ? [{ enum: [...reserved].sort() }] : []),
    ...reservedPrefixes.map((prefix) => ({ pattern: `^${prefix.replaceAll('.', '\\.')}` })),
  ];
  const propertyNames = {
    ...(keys === undefined ? {} : { pattern: formats[keys].pattern }),
    ...(taken.length === 0 ? {} : { not: { anyOf: taken } }),
  };
  return Type.Unsafe<Record<string, ValuesOf<Value>>>({
    type: 'object',
    additionalProperties: values,
    ...(Object.keys(propertyNames).length === 0 ? {} : { propertyNames }),
    ...options,
  });
}

/**
 * A structure of named values; an unknown key is an error. Every key without `optionalField` is always there.
 *
 * @example
 * const persistence = object({ enabled: boolean({ default: true, description: 'Keep data.' }) }, { description: 'Disk.' });
 * Object.keys(persistence.properties) // => ["enabled"]
 */
export const object = <Properties extends TProperties>(
  properties: Properties,
  options: Documented,
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: false });

/** Like `object`, but unknown keys are allowed: for `global`, which parent charts share. */
export const openObject = <Properties extends TProperties>(
  properties: Properties,
  options: Documented,
): TObject<Properties> => Type.Object(properties, { ...options, additionalProperties: true });

/** A field that may be left out: only for items of lists and maps, since every other value has a default. */
export const optionalField = <Schema extends TSchema>(schema: Schema): TOptional<Schema> =>
  Type.Optional(schema) as TOptional<Schema>;

/**
 * A structure of the Kubernetes API, such as `ResourceRequirements`, validated against its real definition.
 *
 * @example
 * kubernetes('Toleration', { description: 'A toleration.' })
 * // => {"allOf":[{"$ref":"#/definitions/Toleration"}],"description":"A toleration."}
 */
export const kubernetes = <Name extends keyof KubernetesStructures>(
  name: Name,
  options: WithDefault<Plain<KubernetesStructures[Name]>>,
): TUnsafe<KubernetesStructures[Name]> =>
  Type.Unsafe<KubernetesStructures[Name]>({ allOf: [{ $ref: `#/definitions/${name}` }], ...options });

/** Any structure whatever, for objects that the chart hands on unread. */
export const anyObject = (options: WithDefault<Readonly<Record<string, unknown>>>): TUnsafe<Record<string, unknown>> =>
  Type.Unsafe<Record<string, unknown>>({ type: 'object', ...options });
