import type { JsonSchema } from '../values/schema-type.js';
import type definitionsFile from './definitions.json';
import file from './definitions.json' with { type: 'json' };

/** Name of a definition, such as `ResourceRequirements`: that of the structure in the Kubernetes API. */
export type KubernetesDefinitionName = keyof typeof definitionsFile;

/** Definitions by name, which refer to each other as `#/definitions/<name>`. */
export type KubernetesDefinitions = Readonly<Partial<Record<KubernetesDefinitionName, JsonSchema>>>;

// The file is generated (`nx run kubernetes-schemas:generate`). The compiler's own type of it only costs time.
const definitions = file as unknown as Readonly<Record<KubernetesDefinitionName, JsonSchema>>;

/** The definitions of all structures. */
export const everyKubernetesDefinition: KubernetesDefinitions = definitions;

/**
 * The strict JSON Schema (draft-07) of a structure of the newest supported Kubernetes version. It may refer to others;
 * `kubernetesDefinitions` gives those too.
 */
export const kubernetesDefinition = (name: KubernetesDefinitionName): JsonSchema => definitions[name];

/** The definitions of some structures and of all that they refer to, sorted by name: the `definitions` of a schema. */
export function kubernetesDefinitions(names: readonly KubernetesDefinitionName[]): KubernetesDefinitions {
  const kept = new Map<KubernetesDefinitionName, JsonSchema>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (kept.has(name)) continue;
    kept.set(name, definitions[name]);
    pending.push(...referencesIn(definitions[name]));
  }
  return Object.fromEntries([...kept].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function referencesIn(schema: unknown): readonly KubernetesDefinitionName[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string'
      ? [value.slice('#/definitions/'.length) as KubernetesDefinitionName]
      : referencesIn(value),
  );
}
