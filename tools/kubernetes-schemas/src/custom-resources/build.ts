import type { Schema } from '../schema.js';
import { reference } from '../schema.js';

type Properties = Readonly<Record<string, Schema>>;

/** A structure that takes only these fields. */
export const structure = (properties: Properties, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});

/** An object of the API. */
export const kind = (apiVersion: string, name: string, spec: Schema): Schema =>
  structure({ apiVersion: { const: apiVersion }, kind: { const: name }, metadata: reference('ObjectMeta'), spec }, [
    'spec',
  ]);

/** A list of items of one kind. */
export const list = (items: Schema): Schema => ({ type: 'array', items });

/** A map from names to texts. */
export const texts: Schema = { type: 'object', additionalProperties: { type: 'string' } };

export const text: Schema = { type: 'string' };
export const boolean: Schema = { type: 'boolean' };

/** One of some texts. */
export const oneOf = (...members: readonly string[]): Schema => ({ type: 'string', enum: members });

/** A text that matches an anchored expression. */
export const matching = (pattern: string): Schema => ({ type: 'string', pattern });

/** A TCP port. */
export const port: Schema = { type: 'integer', minimum: 1, maximum: 65535 };

/** A name that consists of RFC 1123 labels. */
export const dnsName = matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$');
