/** The keywords of JSON Schema draft-07 that the generated and the hand-written schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';
  readonly const?: string;
  readonly enum?: readonly (string | number)[];
  readonly minLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  /** Which fields of an item identify it: no two items may agree in all of them. Known to `validate` only. */
  readonly [listMapKeys]?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
}

/** Schemas by short name, such as `Container`; they refer to each other as `#/definitions/<name>`. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Name of the keyword that Kubernetes' OpenAPI documents have for the same purpose. */
export const listMapKeys = 'x-kubernetes-list-map-keys';

/** A reference to a definition. */
export const reference = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

/** Names of the definitions that a schema refers to directly. */
export function referencesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value.slice('#/definitions/'.length)] : referencesIn(value),
  );
}

/**
 * The definitions of some names with all that they refer to.
 *
 * @throws Error when a definition is missing
 */
export function closure<Definition>(
  definitions: Readonly<Record<string, Definition>>,
  names: readonly string[],
): Readonly<Record<string, Definition>> {
  const kept = new Map<string, Definition>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (kept.has(name)) continue;
    const definition = definitions[name];
    if (definition === undefined) throw new Error(`There is no definition of ${name}.`);
    kept.set(name, definition);
    pending.push(...referencesIn(definition));
  }
  return Object.fromEntries(kept);
}
