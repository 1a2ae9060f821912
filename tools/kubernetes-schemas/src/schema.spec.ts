import { expect, it } from 'vitest';

import { closure, referencesIn } from './schema.js';

const definitions = {
  Pod: { type: 'object', properties: { spec: { $ref: '#/definitions/PodSpec' } } },
  PodSpec: {
    type: 'object',
    properties: { containers: { type: 'array', items: { $ref: '#/definitions/Container' } } },
  },
  Container: {
    type: 'object',
    properties: { sidecars: { type: 'array', items: { $ref: '#/definitions/Container' } } },
  },
  Service: { type: 'object' },
};

it('finds references at any depth', () => {
  expect(referencesIn(definitions)).toEqual(['PodSpec', 'Container', 'Container']);
});

it('a closure follows references, also those to itself, and keeps nothing else', () => {
  const { Pod, PodSpec, Container } = definitions;
  expect(closure(definitions, ['Pod'])).toEqual({ Pod, PodSpec, Container });
});

it('a closure over a missing definition names it', () => {
  expect(() => closure(definitions, ['Pod', 'Secret'])).toThrow('There is no definition of Secret.');
});
