import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { mergeValues } from './merge.js';
import { mergedByHelm } from './testing/merged-by-helm.js';

type Values = Readonly<Record<string, unknown>>;

interface Case {
  readonly title: string;
  readonly defaults: Values;
  readonly given: readonly Values[];
  readonly merged: Values;
  /** What the case gives inside of another map, where that differs, and in Helm 3. */
  readonly below?: { readonly merged: Values; readonly helm3: Values };
}

const cases: readonly Case[] = [
  { title: 'nothing given', defaults: { a: 1, b: { c: [1] } }, given: [], merged: { a: 1, b: { c: [1] } } },
  { title: 'an empty set of values', defaults: { a: 1 }, given: [{}], merged: { a: 1 } },
  {
    title: 'maps merge',
    defaults: { a: { b: 1, c: 2 } },
    given: [{ a: { c: 3, d: 4 } }],
    merged: { a: { b: 1, c: 3, d: 4 } },
  },
  { title: 'an empty map changes nothing', defaults: { a: { b: 1 } }, given: [{ a: {} }], merged: { a: { b: 1 } } },
  { title: 'lists are replaced', defaults: { a: [1, 2] }, given: [{ a: [{ b: 1 }] }], merged: { a: [{ b: 1 }] } },
  { title: 'an empty list replaces', defaults: { a: [1, 2] }, given: [{ a: [] }], merged: { a: [] } },
  {
    title: 'false, 0 and "" replace',
    defaults: { a: true, b: 1, c: 'x' },
    given: [{ a: false, b: 0, c: '' }],
    merged: { a: false, b: 0, c: '' },
  },
  {
    title: 'a scalar replaces a map',
    defaults: { a: { b: { c: 1 } } },
    given: [{ a: { b: 2 } }],
    merged: { a: { b: 2 } },
  },
  {
    title: 'a map replaces a scalar',
    defaults: { a: { b: 2 } },
    given: [{ a: { b: { c: 1 } } }],
    merged: { a: { b: { c: 1 } } },
  },
  { title: 'a list replaces a map', defaults: { a: { b: 1 } }, given: [{ a: ['x'] }], merged: { a: ['x'] } },
  { title: 'null removes a scalar', defaults: { a: 1, b: 2 }, given: [{ a: null }], merged: { b: 2 } },
  { title: 'null removes a map', defaults: { a: { b: { c: 1 } } }, given: [{ a: { b: null } }], merged: { a: {} } },
  {
    title: 'null stays where there is no default',
    defaults: { a: {} },
    given: [{ a: { b: null }, c: null }],
    merged: { a: { b: null }, c: null },
  },
  {
    title: 'null stays in a map that replaces a scalar',
    defaults: { a: 1 },
    given: [{ a: { b: null } }],
    merged: { a: { b: null } },
  },
  {
    title: 'null stays in a list',
    defaults: { a: [1] },
    given: [{ a: [null, { b: null }] }],
    merged: { a: [null, { b: null }] },
  },
  {
    title: 'a null default stays',
    defaults: { a: { b: null } },
    given: [{ a: { c: 1 } }],
    merged: { a: { b: null, c: 1 } },
  },
  {
    title: 'a value replaces a null default',
    defaults: { a: { b: null }, c: null },
    given: [{ a: { b: { d: null } }, c: 1 }],
    merged: { a: { b: { d: null } }, c: 1 },
  },
  {
    title: 'null for a null default',
    defaults: { a: null },
    given: [{ a: null }],
    merged: {},
    below: { merged: { a: null }, helm3: {} },
  },
  { title: 'the later values win', defaults: { a: 1 }, given: [{ a: 2, b: 2 }, { a: 3 }], merged: { a: 3, b: 2 } },
  {
    title: 'a later null erases',
    defaults: { a: { b: 1, c: 1 } },
    given: [{ a: { b: 2, d: 2 } }, { a: null }],
    merged: {},
  },
  {
    title: 'a later null erases what has no default',
    defaults: {},
    given: [{ a: { b: 2 } }, { a: { b: null } }],
    merged: { a: { b: null } },
  },
  {
    title: 'a map after null brings the defaults back',
    defaults: { a: { b: 1 } },
    given: [{ a: null }, { a: { c: 2 } }],
    merged: { a: { b: 1, c: 2 } },
  },
  {
    title: 'a map after null forgets what was given before',
    defaults: {},
    given: [{ a: { b: 1 } }, { a: null }, { a: { c: 2 } }],
    merged: { a: { c: 2 } },
  },
  {
    title: 'global is a key like others',
    defaults: { global: { a: 1 } },
    given: [{ global: { b: null, a: null } }],
    merged: { global: { b: null } },
  },
  {
    title: 'keys may have any name',
    defaults: { 'a.b': 1, '': { __proto__x: 1 } },
    given: [{ toString: 1, '': { constructor: null } }],
    merged: { 'a.b': 1, '': { __proto__x: 1, constructor: null }, toString: 1 },
  },
];

const combine = (parts: readonly Values[]): Values => Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
const sets = [0, 1, 2];

describe('mergeValues', () => {
  it.each(cases)('$title', ({ defaults, given, merged }) => {
    expect(mergeValues(defaults, ...given)).toEqual(merged);
  });

  it.each(cases)('$title, also inside of another map', ({ defaults, given, merged, below }) => {
    expect(mergeValues({ outer: defaults }, ...given.map((values) => ({ outer: values })))).toEqual({
      outer: below?.merged ?? merged,
    });
  });

  it.each(helmVersions())('equals Helm $version at the top level', async (binary) => {
    // All cases in one chart: each has its own top-level keys.
    const own = (values: Values | undefined, index: number): Values =>
      Object.fromEntries(
        Object.entries(values ?? {}).map(([key, value]) => [key === 'global' ? key : `${index} ${key}`, value]),
      );
    const given = sets.map((set) => combine(cases.map((one, index) => own(one.given[set], index))));
    const result = await mergedByHelm(binary, combine(cases.map(({ defaults }, index) => own(defaults, index))), given);
    expect(result).toEqual(combine(cases.map(({ merged }, index) => own(merged, index))));
  });

  it.each(helmVersions())('equals Helm $version below the top level', async (binary) => {
    const nest = (part: (one: Case) => Values | undefined): Values =>
      Object.fromEntries(cases.map((one) => [one.title, part(one) ?? {}]));
    const given = sets.map((set) => nest((one) => one.given[set]));
    const result = await mergedByHelm(
      binary,
      nest(({ defaults }) => defaults),
      given,
    );
    expect(result).toEqual(nest(({ merged, below }) => (binary.major === 3 ? below?.helm3 : below?.merged) ?? merged));
  });

  it('changes none of its arguments and keeps a key __proto__', () => {
    const defaults = JSON.parse('{"__proto__": {"a": 1}, "b": {"c": 1}}') as Values;
    const given = JSON.parse('{"__proto__": {"d": 2}, "b": {"c": null}}') as Values;
    expect(JSON.stringify(mergeValues(defaults, given))).toBe('{"__proto__":{"a":1,"d":2},"b":{}}');
    expect(JSON.stringify([defaults, given])).toBe(
      '[{"__proto__":{"a":1},"b":{"c":1}},{"__proto__":{"d":2},"b":{"c":null}}]',
    );
  });
});
