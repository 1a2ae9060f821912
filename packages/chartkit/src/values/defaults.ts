import { ChartkitError } from '../errors.js';
import type { JsonSchema } from './schema-type.js';
import { isOptionalKey } from './schema-type.js';

/**
 * The default values that a schema describes.
 *
 * @throws ChartkitError `missing-default` for a key that is neither optional nor has a default
 */
export function defaultsOf(schema: JsonSchema, path: readonly string[] = []): unknown {
  if (schema.default !== undefined) return structuredClone(schema.default);
  if (schema.properties === undefined) {
    throw new ChartkitError({
      code: 'missing-default',
      problem: 'the value has no default',
      location: path.join('.'),
      remedy: 'Give the schema a default ("" for a text that is not set, {} or [] for an empty structure)',
    });
  }
  const fields = Object.entries(schema.properties).filter(
    ([key, field]) => !isOptionalKey(schema, key) || field.default !== undefined,
  );
  return Object.fromEntries(fields.map(([key, field]) => [key, defaultsOf(field, [...path, key])]));
}
