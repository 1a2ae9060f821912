import type { Schema } from '../schema.js';
import { listMapKeys, reference } from '../schema.js';

/** A schema of `swagger.json` (OpenAPI 2). */
export interface SwaggerSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SwaggerSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SwaggerSchema;
  readonly items?: SwaggerSchema;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set';
  readonly [listMapKeys]?: readonly string[];
}

/** `io.k8s.api.core.v1.Container` → `Container`. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const understood = ['$ref', 'type', 'format', 'properties', 'required', 'additionalProperties', 'items'];
const withoutMeaning = ['description', 'default'];

/** Whole numbers beyond 2^53 are not exact in JavaScript, and in Helm 3 not either; no field of the API needs them. */
const integerBounds: Readonly<Record<string, Schema>> = {
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
};

const textFormats: Readonly<Record<string, Schema>> = {
  byte: { pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' },
};

/**
 * Translates a schema of the OpenAPI document into strict JSON Schema: unknown fields and null are refused, formats
 * become bounds and patterns, which every validator knows, and descriptions are left out.
 *
 * @param at where the schema stands, for errors
 * @throws Error for anything that it does not understand: nothing gets lost silently
 */
export function translate(schema: SwaggerSchema, at: string): Schema {
  const unknown = Object.keys(schema).filter((key) => !isKnown(key));
  if (unknown.length > 0) throw new Error(`${at}: cannot translate ${unknown.join(', ')}.`);
  if (schema.$ref !== undefined) return reference(shortName(schema.$ref));
  switch (schema.type) {
    case 'object':
      return translateObject(schema, at);
    case 'array':
      return {
        type: 'array',
        items: translate(schema.items ?? {}, `${at}[]`),
        ...(schema['x-kubernetes-list-type'] === 'set' ? { uniqueItems: true } : {}),
        ...(schema[listMapKeys] === undefined ? {} : { [listMapKeys]: schema[listMapKeys] }),
      };
    case 'boolean':
    case 'number':
      return { type: schema.type };
    case 'integer':
      return { type: 'integer', ...lookUp(integerBounds, schema.format, at) };
    case 'string':
      return { type: 'string', ...lookUp(textFormats, schema.format, at) };
    default:
      throw new Error(`${at}: cannot translate the type ${String(schema.type)}.`);
  }
}

const isKnown = (key: string): boolean =>
  understood.includes(key) || withoutMeaning.includes(key) || key.startsWith('x-kubernetes-');

function translateObject({ properties, required, additionalProperties }: SwaggerSchema, at: string): Schema {
  if (additionalProperties !== undefined) {
    return { type: 'object', additionalProperties: translate(additionalProperties, `${at}.*`) };
  }
  // An object that lists no properties is an empty Go struct: it stands for itself and takes none.
  const fields = Object.entries(properties ?? {}).map(([key, field]) => [key, translate(field, `${at}.${key}`)]);
  return {
    type: 'object',
    properties: Object.fromEntries(fields) as Readonly<Record<string, Schema>>,
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  };
}

function lookUp(known: Readonly<Record<string, Schema>>, format: string | undefined, at: string): Schema {
  if (format === undefined) return {};
  const keywords = known[format];
  if (keywords === undefined) throw new Error(`${at}: cannot translate the format ${format}.`);
  return keywords;
}
