import type { Schema } from '../schema.js';

type Properties = Readonly<Record<string, Schema>>;

/**
 * The properties of a definition with the texts that each may have.
 *
 * @throws Error when an enumeration is neither that of a text nor that of a list of texts
 */
export function addEnumerations(
  properties: Properties,
  enumerations: ReadonlyMap<string, readonly string[]>,
  definition: string,
): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const members = enumerations.get(name);
      return [name, members === undefined ? schema : restrict(schema, members, `${definition}.${name}`)];
    }),
  );
}

function restrict(schema: Schema, members: readonly string[], at: string): Schema {
  if (schema.type === 'string') return { type: 'string', enum: members };
  if (schema.items?.type === 'string') return { ...schema, items: { type: 'string', enum: members } };
  throw new Error(`${at} has an enumeration, but is neither a text nor a list of texts.`);
}
