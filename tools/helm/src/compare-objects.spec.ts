import { describe, expect, it } from 'vitest';

import { compareObjects } from './compare-objects.js';

const object = (kind: string, name: string, rest: object = {}): object => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

describe('compareObjects', () => {
  it('finds nothing in equal objects, whatever the order of objects and of map keys', () => {
    const left = [object('Secret', 'a', { data: { x: '1', y: '2' } }), object('Secret', 'b')];
    const right = [object('Secret', 'b'), object('Secret', 'a', { data: { y: '2', x: '1' } })];
    expect(compareObjects(left, right)).toEqual([]);
  });

  it.each<[what: string, left: unknown, right: unknown, line: string]>([
    ['a number from a text', 3, '3', 'value: 3 (evaluate) vs "3" (helm)'],
    ['a boolean from a text', true, 'true', 'value: true (evaluate) vs "true" (helm)'],
    ['an absent key from null', undefined, null, 'value: absent (evaluate) vs null (helm)'],
    ['an empty map from null', {}, null, 'value: {} (evaluate) vs null (helm)'],
    ['an empty list from an empty map', [], {}, 'value: [] (evaluate) vs {} (helm)'],
    ['a missing list item', ['a'], ['a', 'b'], 'value[1]: absent (evaluate) vs "b" (helm)'],
    ['a nested key that needs quotes', { 'a.b/c': 1 }, { 'a.b/c': 2 }, 'value["a.b/c"]: 1 (evaluate) vs 2 (helm)'],
    ['a key that all objects inherit', { toString: 'x' }, {}, 'value.toString: "x" (evaluate) vs absent (helm)'],
  ])('tells %s', (_what, left, right, line) => {
    const differences = compareObjects(
      [object('Thing', 'x', left === undefined ? {} : { value: left })],
      [object('Thing', 'x', { value: right })],
    );
    expect(differences).toEqual([`Thing/x: ${line}`]);
  });

  it('counts the order of lists', () => {
    expect(
      compareObjects([object('Thing', 'x', { list: ['a', 'b'] })], [object('Thing', 'x', { list: ['b', 'a'] })]),
    ).toEqual(['Thing/x: list[0]: "a" (evaluate) vs "b" (helm)', 'Thing/x: list[1]: "b" (evaluate) vs "a" (helm)']);
  });

  it('tells objects that one side lacks or has twice, under the names that the caller gives', () => {
    const left = [object('Secret', 'a'), object('Secret', 'twice'), object('Secret', 'twice')];
    const right = [object('Secret', 'b'), object('Secret', 'twice'), object('Secret', 'twice')];
    expect(compareObjects(left, right, { left: 'old', right: 'new' })).toEqual([
      'Secret/a: present (old) vs absent (new)',
      'Secret/twice: 2 times (old) vs 2 times (new)',
      'Secret/b: absent (old) vs present (new)',
    ]);
  });

  it('names API version and namespace where kind and name are not enough', () => {
    const left = [{ apiVersion: 'v1', kind: 'Role', metadata: { name: 'x', namespace: 'one' } }];
    const right = [{ apiVersion: 'v1', kind: 'Role', metadata: { name: 'x', namespace: 'two' } }];
    expect(compareObjects(left, right)).toEqual([
      'v1 one/Role/x: present (evaluate) vs absent (helm)',
      'v1 two/Role/x: absent (evaluate) vs present (helm)',
    ]);
  });
});
