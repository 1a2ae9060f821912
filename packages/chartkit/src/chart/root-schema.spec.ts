import { describe, expect, it } from 'vitest';

import type { JsonSchema } from '../values/schema-type.js';
import { integer, object, string } from '../values/schema.js';
import { rootSchema } from './root-schema.js';
import type { Service } from './service.js';
import { service } from './service.js';
import { slice } from './slice.js';

const text = (description: string) => string({ default: '', description });
const address = slice(
  'store',
  object(
    { external: object({ url: text('URL.') }, { description: 'Elsewhere.' }) },
    { description: 'What clients know of the store.' },
  ),
);
const client = service({ name: 'client', source: 'client.ts', uses: [address], build: () => undefined });
const owner = service({
  name: 'store',
  source: 'store.ts',
  key: 'store',
  values: object(
    {
      external: object({ region: text('Region.') }, { description: 'Elsewhere.' }),
      replicaCount: integer({ default: 1, minimum: 0, maximum: 9, description: 'Pods.' }),
    },
    { description: 'The store.' },
  ),
  build: () => undefined,
});
const schemaOf = (...services: readonly Service[]): JsonSchema => rootSchema({ properties: {} }, services);
const shape = ({ properties, required, description }: JsonSchema): unknown =>
  properties === undefined
    ? description
    : {
        description,
        required,
        fields: Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, shape(field)])),
      };

describe('the schema of all values', () => {
  it('joins what an owner and its clients describe under one key', () => {
    expect(shape(schemaOf(client, owner).properties?.['store'] ?? {})).toEqual({
      description: 'The store.',
      required: ['external', 'replicaCount'],
      fields: {
        external: {
          description: 'Elsewhere.',
          required: ['region', 'url'],
          fields: { region: 'Region.', url: 'URL.' },
        },
        replicaCount: 'Pods.',
      },
    });
  });

  it('has what clients describe, when there is no owner', () => {
    expect(schemaOf(client).required).toEqual(['store']);
  });

  it('refuses two descriptions of one value', () => {
    const other = slice('store', object({ replicaCount: text('Pods, as a text.') }, { description: 'The store.' }));
    const stranger = service({ name: 'stranger', source: 's.ts', uses: [other], build: () => undefined });
    expect(() => schemaOf(owner, stranger)).toThrow(
      'store.replicaCount: two services describe the value differently. Describe it once, in a slice that both of them use',
    );
  });
});
