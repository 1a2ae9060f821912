import type { TSchema } from 'typebox';

import type { ValueType } from '../expr/value-type.js';
import {
  anyType,
  booleanType,
  integerType,
  listType,
  mapType,
  numberType,
  optionalType,
  scalarType,
  stringType,
  textClassOf,
  widestText,
} from '../expr/value-type.js';
import { textClassOfPattern } from './formats.js';

/** The JSON Schema keywords that the definitions in `schema.ts` produce. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly writeOnly?: boolean;
  readonly $ref?: string;
  readonly $schema?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** TypeBox schemas are plain JSON Schema; its own type just does not list the keywords. */
export const jsonSchema = (schema: TSchema): JsonSchema => schema;

/** Whether an object's key may be left out. */
export const isOptionalKey = (schema: JsonSchema, key: string): boolean => !(schema.required ?? []).includes(key);

/** What a schema tells of its values. */
export function typeOfSchema(schema: JsonSchema): ValueType {
  if (schema.allOf !== undefined) return mapType;
  switch (schema.type) {
    case 'string': {
      const members = (schema.enum ?? []).filter((member) => typeof member === 'string');
      const text = members.length > 0 ? widestText(members.map(textClassOf)) : textClassOfPattern(schema.pattern);
      const canBeEmpty = members.length > 0 ? members.includes('') : emptyMatches(schema);
      return stringType(text, canBeEmpty);
    }
    case 'integer':
      return {
        ...integerType,
        small: (schema.maximum ?? Infinity) < 1e6 && (schema.minimum ?? -Infinity) > -1e6,
        maybeEmpty: (schema.minimum ?? -1) <= 0 && (schema.maximum ?? 1) >= 0,
      };
    case 'number':
      return numberType;
    case 'boolean':
      return booleanType;
    case 'array':
      return listType;
    case 'object':
      return mapType;
    default:
      return schema.type === undefined && schema.properties === undefined ? anyType : scalarType;
  }
}

function emptyMatches({ minLength = 0, pattern }: JsonSchema): boolean {
  return minLength === 0 && (pattern === undefined || new RegExp(pattern, 'u').test(''));
}

/** The same for a field that may be left out. */
export const typeOfField = (parent: JsonSchema, key: string, field: JsonSchema): ValueType =>
  isOptionalKey(parent, key) ? optionalType(typeOfSchema(field)) : typeOfSchema(field);
