import type { ErrorObject } from 'ajv';

import type { Definitions } from '../schema.js';
import { listMapKeys } from '../schema.js';
import type { Duplicate } from './list-map-keys.js';

/** What definitions that are one value in several forms expect, instead of what each form lacks. */
const expectations: Readonly<Record<string, string>> = {
  Quantity: 'must be a quantity such as "500m", "10Gi" or 1.5',
  IntOrString: 'must be an integer or a string',
};

/**
 * Makes a function that tells an error as a message with the path of what is wrong, such as
 * `spec.containers[0].imagePullPolicy: must be one of "Always", "IfNotPresent", "Never", but is "always"`, and no message
 * for an error that only says why another one arose. Needs errors with ajv's option `verbose`.
 */
export function createErrorPrinter(definitions: Definitions): (error: ErrorObject) => readonly string[] {
  const names = new Map<unknown, string>(Object.entries(definitions).map(([name, schema]) => [schema, name]));
  return ({ keyword, params, instancePath, schemaPath, parentSchema, message = keyword, data }) => {
    if (schemaPath.includes('/anyOf/')) return [];
    const path = instancePath.split('/').slice(1).map(unescapePointer);
    const parameters = params as Readonly<Record<string, unknown>>;
    const definition = names.get(parentSchema);
    const say = (problem: string, ...below: readonly string[]): string[] => [
      `${pathText([...path, ...below])}: ${problem}`,
    ];
    const butIs = (problem: string): string[] => say(`${problem}, but is ${JSON.stringify(data)}`);
    switch (keyword) {
      case 'additionalProperties':
        return say(`is no field of ${definition ?? 'this structure'}`, String(parameters['additionalProperty']));
      case 'required':
        return say('is missing', String(parameters['missingProperty']));
      case 'anyOf':
        return butIs(expectations[definition ?? ''] ?? message);
      case 'enum':
        return butIs(`must be one of ${(parameters['allowedValues'] as readonly unknown[]).map(quote).join(', ')}`);
      case listMapKeys: {
        const { index, first, identity } = params as Duplicate;
        return say(`repeats ${identity} of item ${first}`, String(index));
      }
      default:
        return butIs(message);
    }
  };
}

const quote = (value: unknown): string => JSON.stringify(value);

const unescapePointer = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** `spec.ports[0].name`, `metadata.labels["app.kubernetes.io/name"]` */
const pathText = (segments: readonly string[]): string =>
  segments
    .map((segment) => {
      if (/^\d+$/.test(segment)) return `[${segment}]`;
      return /^\w+$/.test(segment) ? `.${segment}` : `[${quote(segment)}]`;
    })
    .join('')
    .replace(/^\./, '');
