import { Ajv } from 'ajv';

import type { Definitions } from '../schema.js';
import { createErrorPrinter } from './print-error.js';
import { listMapKeysKeyword } from './list-map-keys.js';

/** Validates the objects of one kind. */
export interface KindValidator {
  readonly apiVersion: string;
  /** All problems as `path: problem`. */
  readonly validate: (object: object) => readonly string[];
}

/** The OpenAPI schema requires no name, since a pod's template has none; an object that is applied needs one. */
const namedObject = {
  type: 'object',
  properties: { metadata: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
  required: ['metadata'],
};

/** A lookup of validators by kind, each compiled when it is first asked for; `undefined` for an unknown kind. */
export function createKindValidators(definitions: Definitions): (kind: string) => KindValidator | undefined {
  // Compiling is most of the time of a test run: without optimizing and inlining it takes a third of it.
  const faster = { inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv({ strict: true, allErrors: true, verbose: true, keywords: [listMapKeysKeyword], ...faster });
  ajv.addSchema({ $id: 'kubernetes', definitions });
  const printError = createErrorPrinter(definitions);
  const compiled = new Map<string, KindValidator>();
  return (kind) => {
    const known = compiled.get(kind);
    if (known !== undefined) return known;
    const apiVersion = definitions[kind]?.properties?.['apiVersion']?.const;
    if (apiVersion === undefined) return undefined;
    const validate = ajv.compile({ allOf: [{ $ref: `kubernetes#/definitions/${kind}` }, namedObject] });
    const validator: KindValidator = {
      apiVersion,
      validate: (object) => (validate(object) ? [] : (validate.errors ?? []).flatMap(printError)),
    };
    compiled.set(kind, validator);
    return validator;
  };
}
