import { expect, it } from 'vitest';

import { newestStructureDefinitions } from './newest-structure-definitions.js';
import { referencesIn } from './schema.js';

const definitions = newestStructureDefinitions();

it('the structures are closed under references', () => {
  expect(referencesIn(definitions).filter((name) => !(name in definitions))).toEqual([]);
});

it('the structures use only keywords that every validator of draft-07 knows', () => {
  const keywords = new Set<string>();
  JSON.stringify(Object.values(definitions), (key, value: unknown) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && key !== 'properties') {
      Object.keys(value).forEach((keyword) => keywords.add(keyword));
    }
    return value;
  });
  expect([...keywords].sort()).toEqual([
    '$ref',
    'additionalProperties',
    'anyOf',
    'enum',
    'items',
    'maximum',
    'minimum',
    'pattern',
    'properties',
    'required',
    'type',
    'uniqueItems',
  ]);
});
