import { expect, it } from 'vitest';

import { translate } from './translate.js';

it('makes an object strict, and formats to bounds and patterns', () => {
  const swagger = {
    type: 'object',
    description: 'Left out.',
    properties: {
      count: { type: 'integer', format: 'int32', default: 0 },
      seconds: { type: 'integer', format: 'int64' },
      ratio: { type: 'number', format: 'double' },
      data: { type: 'object', additionalProperties: { type: 'string', format: 'byte' } },
      size: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity', description: 'Left out.' },
    },
    required: ['count'],
  };
  expect(translate(swagger, 'Example')).toEqual({
    type: 'object',
    properties: {
      count: { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
      seconds: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
      ratio: { type: 'number' },
      data: {
        type: 'object',
        additionalProperties: {
          type: 'string',
          pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
        },
      },
      size: { $ref: '#/definitions/Quantity' },
    },
    required: ['count'],
    additionalProperties: false,
  });
});

it('keeps what identifies the items of a list', () => {
  const items = { type: 'string' };
  expect(
    translate({ type: 'array', items, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] }, 'Map'),
  ).toEqual({ type: 'array', items, 'x-kubernetes-list-map-keys': ['name'] });
  expect(translate({ type: 'array', items, 'x-kubernetes-list-type': 'set' }, 'Set')).toEqual({
    type: 'array',
    items,
    uniqueItems: true,
  });
  expect(translate({ type: 'array', items, 'x-kubernetes-list-type': 'atomic' }, 'List')).toEqual({
    type: 'array',
    items,
  });
});

it('an object without properties takes none', () => {
  expect(translate({ type: 'object' }, 'Empty')).toEqual({
    type: 'object',
    properties: {},
    additionalProperties: false,
  });
});

it.each([
  ['a keyword', { type: 'string', maxLength: 3 }, 'Pod.spec.a: cannot translate maxLength.'],
  ['a type', { type: 'file' }, 'Pod.spec.a: cannot translate the type file.'],
  ['a format', { type: 'string', format: 'ipv4' }, 'Pod.spec.a: cannot translate the format ipv4.'],
])('%s that it does not know is an error with the place', (_what, schema, message) => {
  expect(() => translate({ type: 'object', properties: { a: schema } }, 'Pod.spec')).toThrow(message);
});
