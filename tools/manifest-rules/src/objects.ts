/** A Kubernetes object as plain data. */
export type Manifest = Readonly<Record<string, unknown>>;
/** Fields of anything. */
export type Fields = Readonly<Record<string, unknown>>;
/** Labels, annotations, a selector. */
export type Texts = Readonly<Record<string, string>>;

/** Whether a value has fields. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Metadata, as far as rules look at it. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

/** The metadata of an object. */
export const metadataOf = (object: Manifest): Metadata => object['metadata'] as Metadata;
/** The kind of an object. */
export const kindOf = (object: Manifest): string => String(object['kind']);
/** How sentences call an object: `Service web`. */
export const titleOf = (object: Manifest): string => `${kindOf(object)} ${metadataOf(object).name}`;
/** The specification of an object; empty for one that has none. */
export const specOf = (object: Manifest): Fields => (isFields(object['spec']) ? object['spec'] : {});

/** The list below a field, empty where there is none. */
export const listAt = (fields: Fields, key: string): readonly Fields[] =>
  Array.isArray(fields[key]) ? (fields[key] as readonly Fields[]) : [];

/** The structure below a field, empty where there is none. */
export const fieldsAt = (fields: Fields, key: string): Fields => {
  const below = fields[key];
  return isFields(below) ? below : {};
};

/** Every text below a value: keys of maps and values. */
export const textsBelow = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : isFields(value)
      ? Object.entries(value).flatMap(([key, below]) => [...(Array.isArray(value) ? [] : [key]), ...textsBelow(below)])
      : [];
