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
  for (const used of services.flatMap(({ uses }) => uses)) {
    const present = properties.get(used.key);
    if (present === undefined) properties.set(used.key, jsonSchema(used.schema));
    else requireFields(used.key, present, jsonSchema(used.schema));
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

/** A service that owns a slice must describe what others read of it in the same way. */
function requireFields(key: string, owner: JsonSchema, used: JsonSchema): void {
  for (const [field, schema] of Object.entries(used.properties ?? {})) {
    const own = owner.properties?.[field];
    if (JSON.stringify(own) === JSON.stringify(schema)) continue;
    if (own?.properties !== undefined && schema.properties !== undefined) {
      requireFields(`${key}.${field}`, own, schema);
      continue;
    }
    throw new ChartkitError({
      code: 'slice-mismatch',
      problem: `other services read "${field}", which the owner of the slice ${own === undefined ? 'lacks' : 'describes differently'}`,
      location: key,
      remedy: 'Build the owner from the shared slice: object({ ...shared.schema.properties, … })',
    });
  }
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
