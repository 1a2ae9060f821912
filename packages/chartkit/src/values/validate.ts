import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';

import { ChartkitError } from '../errors.js';
import { everyKubernetesDefinition } from '../kubernetes/definitions.js';
import type { JsonSchema } from './schema-type.js';
import type { Violation } from './violation.js';
import { violationsOf } from './violation.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Checks values against a schema. Every violation is reported, the deepest ones only.
 *
 * @param valid values that are known to be right: what is shared with them is not checked again
 */
export type Validator = (values: unknown, valid?: Values) => readonly Violation[];

/**
 * Compiles a schema. Its properties are compiled one by one, each at its first use, since charts that are composed again
 * share the schemas of their services.
 *
 * @throws ChartkitError `invalid-schema` when the schema itself is wrong, now or at that first use
 */
export function createValidator(schema: JsonSchema): Validator {
  const before = validators.get(schema);
  if (before !== undefined) return before;
  const validator = byProperty(schema);
  validators.set(schema, validator);
  return validator;
}

// Compiling takes a hundred times longer than checking.
const validators = new WeakMap<JsonSchema, Validator>();
const validatorsOfProperties = new WeakMap<JsonSchema, ValidateFunction>();

function byProperty(schema: JsonSchema): Validator {
  const properties = Object.entries(schema.properties ?? {});
  const keysOnly = compile({ ...schema, properties: Object.fromEntries(properties.map(([key]) => [key, {}])) });
  return (values, valid = {}) => {
    const violations = check(keysOnly, values, []);
    if (typeof values !== 'object' || values === null) return violations;
    const below = properties.flatMap(([key, property]) => {
      const value = (values as Values)[key];
      return value === undefined || value === valid[key] ? [] : check(ofProperty(property), value, [key]);
    });
    return [...violations, ...below];
  };
}

const check = (validate: ValidateFunction, value: unknown, path: readonly string[]): readonly Violation[] =>
  validate(value) ? [] : violationsOf(validate.errors ?? [], path);

function ofProperty(schema: JsonSchema): ValidateFunction {
  const validate = validatorsOfProperties.get(schema) ?? compile(schema);
  validatorsOfProperties.set(schema, validate);
  return validate;
}

const kubernetes = 'kubernetes';
// Union types and tuples stand in the Kubernetes definitions; everything else stays strict.
const ajv = new Ajv({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  verbose: true,
  // Most schemas are used for a few checks only, so a quick compilation is worth more than quick code.
  inlineRefs: false,
  code: { optimize: false },
}).addSchema({ $id: kubernetes, definitions: everyKubernetesDefinition });

function compile(schema: JsonSchema): ValidateFunction {
  try {
    // All schemas share the compiled definitions of Kubernetes.
    const shared = JSON.parse(JSON.stringify({ ...schema, definitions: {} }), (key, value: unknown) =>
      key === '$ref' ? `${kubernetes}${String(value)}` : value,
    ) as JsonSchema;
    const validate = ajv.compile(shared);
    // Ajv would keep it for ever.
    ajv.removeSchema(shared);
    return validate;
  } catch (error) {
    throw new ChartkitError(
      { code: 'invalid-schema', problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}
