import { describe, expect, it } from 'vitest';

import { kubernetesDefinitions } from '../kubernetes/definitions.js';
import { jsonSchema } from './schema-type.js';
import { kubernetes, map, object, string } from './schema.js';
import { createValidator } from './validate.js';

it('repeats no secret in a message', () => {
  const schema = object(
    { key: string({ format: 'hexKey', writeOnly: true, default: '', description: 'A key.' }) },
    { description: 'Values.' },
  );
  expect(createValidator(jsonSchema(schema))({ key: 'hunter2' })).toEqual([
    { path: 'key', problem: 'must be exactly 64 hexadecimal digits, but is something else' },
  ]);
});

describe('says once, and in words, what may stand', () => {
  const schema = {
    ...jsonSchema(
      object(
        {
          resources: kubernetes('ResourceRequirements', { default: {}, description: 'Resources.' }),
          probed: kubernetes('HTTPGetAction' as never, { description: 'A request.' }),
          variables: map(string({ description: 'Value.' }), {
            keys: 'environmentVariable',
            reserved: ['PORT'],
            description: 'Variables.',
          }),
        },
        { description: 'Values.' },
      ),
    ),
    required: [],
    definitions: kubernetesDefinitions(['ResourceRequirements', 'HTTPGetAction']),
  };
  it.each([
    [
      'in place of a quantity',
      { resources: { limits: { memory: '10 GB' } } },
      'resources.limits.memory: must be a Kubernetes quantity such as "500m", "4Gi" or "1.5", but is "10 GB"',
    ],
    [
      'in place of a number or a text',
      { probed: { port: true } },
      'probed.port: must be integer or string, but is true',
    ],
    ['as a key that is taken', { variables: { PORT: '1' } }, 'variables.PORT: is a key that the chart sets itself'],
    [
      'as a key of a wrong form',
      { variables: { 'A B': '1' } },
      'variables.A B: is not a possible key: it must match ^[A-Za-z_][A-Za-z0-9_]*$',
    ],
  ])('%s', (_, values, sentence) => {
    expect(createValidator(schema)(values).map(({ path, problem }) => `${path}: ${problem}`)).toEqual([sentence]);
  });
});
