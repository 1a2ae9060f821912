import { describe, expect, it } from 'vitest';

import { boolean, helper, object, rule, service, slice, str, string } from '../index.js';
import { errorOf, thing } from './testing/error-of.js';
import type { SmallValues } from './testing/small-chart.js';
import { chartOf, smallValues } from './testing/small-chart.js';

describe('a mistake of an author in what a chart is composed of', () => {
  const other = (key: string, name = 'other') =>
    service({ name, source: 'other.ts', key, values: object({}, { description: 'Other.' }), build: () => undefined });
  const small = (build: (values: SmallValues) => unknown) =>
    service({
      name: 'small',
      source: 's',
      key: 'small',
      values: smallValues,
      build: (scope, values) => {
        thing(scope, { field: build(values) });
      },
    });

  it('a values key that two services take', () => {
    expect(errorOf(() => chartOf([other('web', 'one'), other('web', 'two')]))).toEqual({
      code: 'values-key-taken',
      problem: 'the values key "web" belongs to the service one already',
      location: 'two',
      remedy: 'Choose another key for the service',
    });
  });

  it('two helpers of one name', () => {
    const build = ({ host, text }: SmallValues) => [
      helper<string>('small.name', 'One.', str`a${host}`),
      helper<string>('small.name', 'Two.', str`b${text}`),
    ];
    expect(errorOf(() => chartOf([small(build)]))).toEqual({
      code: 'helper-name-taken',
      problem: 'two different helpers are called "small.name"',
      location: undefined,
      remedy: 'Give one of them another name',
    });
  });

  it('a slice that no service brings', () => {
    const stranger = slice(
      'stranger',
      object({ on: boolean({ default: true, description: 'On.' }) }, { description: 'S.' }),
    );
    expect(errorOf(() => chartOf([small(() => stranger.values.on)]))).toEqual({
      code: 'unknown-values-key',
      problem: 'values.stranger.on is used, but nothing in the chart declares "stranger"',
      location: 'small/thing',
      remedy: "Name the slice in the service's `uses`",
    });
  });

  it('a default that its own schema refuses', () => {
    const values = object(
      { name: string({ format: 'dnsLabel', default: 'Not A Label', description: 'Name.' }) },
      { description: 'V.' },
    );
    const build = () => chartOf([service({ name: 'bad', source: 'b', key: 'bad', values, build: () => undefined })]);
    expect(errorOf(build)).toEqual({
      code: 'default-refused',
      problem:
        'the default must be a lower-case RFC 1123 label (letters, digits and "-", at most 63 characters), but is "Not A Label"',
      location: 'bad.name',
      remedy: 'Change the default or the schema',
    });
  });

  it('a value without default', () => {
    const values = object({ name: string({ description: 'Name.' }) }, { description: 'V.' });
    const build = () => chartOf([service({ name: 'bad', source: 'b', key: 'bad', values, build: () => undefined })]);
    expect(errorOf(build)).toEqual({
      code: 'missing-default',
      problem: 'the value has no default',
      location: 'bad.name',
      remedy: 'Give the schema a default ("" for a text that is not set, {} or [] for an empty structure)',
    });
  });

  it('a rule on something that is no value', () => {
    expect(errorOf(() => rule(str`x`, str`y`, 'is wrong'))).toEqual({
      code: 'rule-without-path',
      problem: 'a rule was declared on something that is no value',
      location: undefined,
      remedy: 'Give the value that the reader should change, such as values.external.host',
    });
  });

  it('a rule on a value that no service brings', () => {
    const stranger = slice(
      'stranger',
      object({ on: boolean({ default: true, description: 'On.' }) }, { description: 'S.' }),
    );
    const rules = [rule(stranger.values.on, stranger.values.on, 'is wrong')];
    expect(errorOf(() => chartOf([small(({ host }) => host)], { rules }))).toEqual({
      code: 'rule-path-unknown',
      problem: 'a rule names a value that nothing in the chart declares',
      location: 'stranger.on',
      remedy: "Name the slice in the service's `uses`, or declare the value",
    });
  });
});
