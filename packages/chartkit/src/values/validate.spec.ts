import { expect, it } from 'vitest';

import { jsonSchema } from './schema-type.js';
import { object, string } from './schema.js';
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
