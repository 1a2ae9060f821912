import { ChartkitError } from '../errors.js';
import type { KubernetesDefinitionName } from '../kubernetes/definitions.js';
import { kubernetesDefinitions } from '../kubernetes/definitions.js';
import type { JsonSchema } from '../values/schema-type.js';
import { jsonSchema } from '../values/schema-type.js';
import type { Service } from './service.js';

/** The schema of a whole `values.yaml`: draft-07, which every Helm since 3.0 understands, and without remote references. */
export function rootSchema(common: JsonSchema, services: readonly Service[]): JsonSchema {
  const properties = new Map(Object.entries(common.properties ?? {}));
  const owners = new Map([...properties.keys()].map((key) => [key, 'the chart itself']));
  for (const { name, slice } of services) {
    if (slice === undefined) continue;
    const owner = owners.get(slice.key);
    if (owner !== undefined) {
      throw new ChartkitError({
        code: 'values-key-taken',
        problem: `the values key "${slice.key}" belongs to ${owner} already`,
        location: name,
        remedy: 'Choose another key for the service',
      });
    }
    owners.set(slice.key, `the service ${name}`);
    properties.set(slice.key, jsonSchema(slice.schema));
  }
  for (const { key, schema } of services.flatMap(({ uses }) => uses)) {
    const present = properties.get(key);
    properties.set(key, present === undefined ? jsonSchema(schema) : merged(key, present, jsonSchema(schema)));
  }
  const schema: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...properties.keys()],
    additionalProperties: false,
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schema,
    definitions: kubernetesDefinitions(referencedDefinitions(schema)),
  };
}

/**
 * One schema of what several services describe under the same key. A field that two of them describe is described in the
 * same way; the first description of an object stands.
 */
function merged(path: string, first: JsonSchema, second: JsonSchema): JsonSchema {
  const before = merges.get(first)?.get(second);
  if (before !== undefined) return before;
  const schema = merge(path, first, second);
  merges.set(first, (merges.get(first) ?? new WeakMap<JsonSchema, JsonSchema>()).set(second, schema));
  return schema;
}

// The same services give the same schema again, for which a validator is compiled already.
const merges = new WeakMap<JsonSchema, WeakMap<JsonSchema, JsonSchema>>();

function merge(path: string, first: JsonSchema, second: JsonSchema): JsonSchema {
  if (JSON.stringify(first) === JSON.stringify(second)) return first;
  if (first.properties === undefined || second.properties === undefined) {
    throw new ChartkitError({
      code: 'slice-mismatch',
      problem: 'two services describe the value differently',
      location: path,
      remedy: 'Describe it once, in a slice that both of them use',
    });
  }
  const properties = new Map(Object.entries(first.properties));
  for (const [field, schema] of Object.entries(second.properties)) {
    const own = properties.get(field);
    properties.set(field, own === undefined ? schema : merged(`${path}.${field}`, own, schema));
  }
  return {
    ...first,
    properties: Object.fromEntries(properties),
    required: [...new Set([...(first.required ?? []), ...(second.required ?? [])])],
  };
}

function referencedDefinitions(
  schema: unknown,
  found = new Set<KubernetesDefinitionName>(),
): readonly KubernetesDefinitionName[] {
  if (typeof schema === 'object' && schema !== null) {
    for (const [key, value] of Object.entries(schema)) {
      // The prefix says that values/schema.ts wrote it, whose argument is typed.
      if (key === '$ref' && typeof value === 'string')
        found.add(value.slice('#/definitions/'.length) as KubernetesDefinitionName);
      else referencedDefinitions(value, found);
    }
  }
  return [...found].sort();
}
