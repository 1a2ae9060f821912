import type { ErrorObject } from 'ajv';

import { formats } from './formats.js';
import type { JsonSchema } from './schema-type.js';

/** One place where values differ from their schema. */
export interface Violation {
  /** Path of the value with dots, empty for the top. */
  readonly path: string;
  /** What is wrong and what is allowed, without a full stop. */
  readonly problem: string;
}

/** What the errors of a validation mean, each once. `above` is the path of the value that was checked. */
export function violationsOf(errors: readonly ErrorObject[], above: readonly string[]): readonly Violation[] {
  const violations = errors.filter(isTelling).map((error) => describe(error, above));
  const distinct = new Map(violations.map((violation) => [`${violation.path}: ${violation.problem}`, violation]));
  return [...distinct.values()];
}

/** Errors that only say that another error exists are left out, and what each member of a union or a key would want. */
const isTelling = ({ keyword, schemaPath }: ErrorObject): boolean =>
  !['allOf', 'if', 'not'].includes(keyword) && !/\/(anyOf|propertyNames)\//.test(schemaPath);

/** What a union allows. Those of Kubernetes are numbers or texts, of which only quantities have a pattern. */
function unionMembers(schema: unknown): string {
  const members = (schema as JsonSchema | undefined)?.anyOf ?? [];
  return members.some(({ pattern }) => pattern !== undefined)
    ? formats.quantity.expected
    : members.map(({ type }) => String(type)).join(' or ');
}

function describe(
  { instancePath, keyword, params, message, data, parentSchema }: ErrorObject,
  above: readonly string[],
): Violation {
  const below = instancePath
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = [...above, ...below];
  const parameters = params as Readonly<Record<string, unknown>>;
  const text = (key: string): string => JSON.stringify(parameters[key]);
  const extra = (key: string): Violation => ({
    path: [...path, String(parameters[key])].filter(Boolean).join('.'),
    problem: '',
  });
  if (keyword === 'additionalProperties') {
    return { ...extra('additionalProperty'), problem: `is not a known key${known(parentSchema)}` };
  }
  if (keyword === 'required')
    return { ...extra('missingProperty'), problem: 'is needed but missing (was it set to null?)' };
  if (keyword === 'propertyNames') return { ...extra('propertyName'), problem: keyProblem(parentSchema, params) };
  const isSecret = (parentSchema as JsonSchema | undefined)?.writeOnly === true;
  const found = isSecret ? 'something else' : JSON.stringify(data);
  const problems: Readonly<Record<string, string>> = {
    type: `must be ${String(parameters['type'])}, but is ${found}`,
    enum: `must be one of ${text('allowedValues')}, but is ${found}`,
    pattern: `${expected(parentSchema)}, but is ${found}`,
    anyOf: `must be ${unionMembers(parentSchema)}, but is ${found}`,
  };
  return {
    path: path.filter(Boolean).join('.'),
    problem: problems[keyword] ?? `${message ?? keyword}, but is ${found}`,
  };
}

function known(schema: unknown): string {
  const properties = Object.keys((schema as JsonSchema | undefined)?.properties ?? {});
  return properties.length === 0 ? '' : `; known keys are ${properties.join(', ')}`;
}

/** Why a free key is refused: it has a wrong form, or is one of those that the chart sets itself. */
function keyProblem(schema: unknown, params: Readonly<Record<string, unknown>>): string {
  const { pattern } = (schema as JsonSchema | undefined)?.propertyNames ?? {};
  const isWellFormed = pattern === undefined || new RegExp(pattern, 'u').test(String(params['propertyName']));
  return isWellFormed ? 'is a key that the chart sets itself' : `is not a possible key: it must match ${pattern}`;
}

/** The sentence of a format stands in the description. */
function expected(schema: unknown): string {
  const { description = '', pattern = '' } = (schema as JsonSchema | undefined) ?? {};
  const sentence = /Must be ([^.]*(?:\.[^. ][^.]*)*)\.$/.exec(description)?.[1];
  return sentence === undefined ? `must match ${pattern}` : `must be ${sentence}`;
}
