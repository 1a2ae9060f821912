import { describe, expect, it } from 'vitest';

import { changedDefinitions } from './changed-definitions.js';
import { definitionsText } from './definitions-text.js';

it('is JSON with one definition a line and sorted keys, whatever the order was', () => {
  const port = { type: 'integer', minimum: 1, maximum: 65535 } as const;
  const host = { type: 'object', required: ['ip', 'a'], properties: { ip: { type: 'string' }, a: port } } as const;
  expect(definitionsText({ port, Host: host })).toBe(
    '{\n' +
      '"Host":{"properties":{"a":{"maximum":65535,"minimum":1,"type":"integer"},"ip":{"type":"string"}},"required":["ip","a"],"type":"object"},\n' +
      '"port":{"maximum":65535,"minimum":1,"type":"integer"}\n' +
      '}\n',
  );
});

describe('the changed definitions', () => {
  const before = definitionsText({
    Kept: { type: 'string' },
    Removed: { type: 'string' },
    Changed: { type: 'string' },
  });
  const after = definitionsText({ Kept: { type: 'string' }, Added: { type: 'string' }, Changed: { type: 'number' } });

  it('are named, also the added and removed ones', () => {
    expect(changedDefinitions(before, after)).toEqual(['Added', 'Changed', 'Removed']);
  });

  it('are all of them when there is no file', () => {
    expect(changedDefinitions('', after)).toEqual(['Added', 'Changed', 'Kept']);
  });
});
