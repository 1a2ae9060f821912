import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { describe, expect, it } from 'vitest';

import {
  boolean,
  each,
  evaluateChart,
  helper,
  lines,
  object,
  optional,
  printChart,
  resources,
  rule,
  service,
  slice,
  str,
  string,
  when,
  yamlText,
} from './index.js';
import { ChartkitError } from './errors.js';
import type { Expr } from './index.js';
import type { SmallValues } from './chart/testing/small-chart.js';
import { chartOf, release, smallChart, smallValues } from './chart/testing/small-chart.js';

interface Told {
  readonly code: string;
  readonly problem: string;
  readonly location?: string | undefined;
  readonly remedy?: string | undefined;
}

/** What the error that a mistake causes tells. */
function errorOf(mistake: () => unknown): Told {
  try {
    mistake();
  } catch (error) {
    if (!(error instanceof ChartkitError)) throw error;
    const { code, problem, location, remedy } = error;
    return { code, problem, location, remedy };
  }
  throw new Error('nothing was thrown');
}

const thing = resources.customResource<Record<string, unknown>>('v1', 'Thing');
const withField = (field: (values: SmallValues) => unknown) =>
  smallChart((scope, values) => {
    thing(scope, { metadata: { name: 'x' }, field: field(values) });
  });

const asText = {
  code: 'expression-as-text',
  problem:
    'an expression was used as text, a number or a map key, but its value is known only when the chart is rendered',
  remedy: 'Build texts with the tag str`…`, compare with eq(), and make map keys with entries()',
};

describe('a mistake of an author while objects are built', () => {
  it.each<[mistake: string, build: (values: SmallValues) => unknown]>([
    // eslint-disable-next-line @typescript-eslint/no-base-to-string, @typescript-eslint/restrict-template-expressions
    ['a plain template literal over an expression', ({ host }) => `http://${host}`],
    ['an expression as a map key', ({ host }) => ({ [host as unknown as string]: 1 })],
    ['an expression in arithmetic', ({ count }) => Number(count) + 1],
    ['an expression in JSON', ({ host }) => JSON.stringify({ host })],
  ])('%s', (_, build) => {
    expect(errorOf(() => withField(build))).toEqual({ ...asText, location: 'small' });
  });

  it('a list or what may be absent in a text', () => {
    const told = errorOf(() => withField(({ words }) => str`${words as unknown as Expr<string>}`));
    expect(told).toEqual({
      code: 'structure-in-text',
      problem: 'a list, a map or a value that may be absent stands in a text',
      location: 'small',
      remedy: 'Use toJson() or join() for structures, orElse() or withValue() for what may be absent',
    });
    const absent = errorOf(() => withField(({ host }) => str`${optional(host) as Expr<string>}`));
    expect(absent).toEqual(told);
  });

  it.each<[what: string, value: unknown, problem: string, remedy: string]>([
    ['NaN', NaN, 'NaN cannot be written in YAML and JSON alike', 'Use a finite number'],
    ['null', null, 'null is not a value of a manifest', 'Leave the field out'],
    [
      'an instance of a class',
      new Map(),
      'an instance of Map cannot be printed',
      'Use texts, numbers, booleans, lists, plain objects and expressions',
    ],
    [
      'a function',
      () => 1,
      'a function cannot be printed',
      'Use texts, numbers, booleans, lists, plain objects and expressions',
    ],
  ])('%s under an expression', (_, value, problem, remedy) => {
    expect(errorOf(() => withField(({ host }) => when(host, { list: [{ field: value as string }] })))).toEqual({
      code: 'unsupported-value',
      problem,
      location: 'list.0.field',
      remedy,
    });
  });

  it('an instance of a class in an object', () => {
    expect(errorOf(() => withField(() => new Map()))).toEqual({
      code: 'unserializable-object',
      problem:
        "Failed serializing construct at path 'small/thing' with name 'x': Error: can't render non-simple object of type 'Map'",
      location: 'small/thing',
      remedy: 'Use texts, numbers, booleans, lists, plain objects and expressions',
    });
  });

  it('an expression that a generated class of cdk8s-plus drops', () => {
    const build = () =>
      smallChart((scope, values) => {
        new KubeDeployment(scope, 'web', {
          spec: { replicas: values.count, selector: values.labels, template: {} } as never,
        });
      });
    expect(errorOf(build)).toEqual({
      code: 'lost-expression',
      problem: 'the expression at "spec.selector" was lost on its way through cdk8s',
      location: 'small/web',
      remedy:
        'Build the object with the functions of chartkit (statefulSet(), configMap(), …): the generated Kube… classes of cdk8s-plus drop expressions',
    });
  });

  it('NaN in an object', () => {
    expect(errorOf(() => withField(() => [{ a: NaN }]))).toEqual({
      code: 'unsupported-value',
      problem: 'NaN cannot be written in YAML and JSON alike',
      location: 'small/thing',
      remedy: 'Use a finite number',
    });
  });
});

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
});

describe('a mistake of an author that shows when the chart is printed or evaluated', () => {
  it('two objects of one kind and name', () => {
    const model = smallChart((scope, { host }) => {
      thing(scope, { metadata: { name: 'x' } }, { id: 'one' });
      thing(scope, { metadata: { name: when(host, 'y', 'x') } }, { id: 'two' });
    });
    expect(errorOf(() => evaluateChart(model, { release }))).toEqual({
      code: 'duplicate-object',
      problem: 'the object "v1 Thing tests x" is also made by small/one',
      location: 'small/two',
      remedy: 'Give one of them another name',
    });
    expect(evaluateChart(model, { release, values: [{ small: { host: 'h' } }] })).toHaveLength(2);
  });

  it('a key that is given twice', () => {
    const model = withField(({ labels }) => ({ app: 'x', ...labels }));
    expect(errorOf(() => evaluateChart(model, { release, values: [{ small: { labels: { app: 'y' } } }] }))).toEqual({
      code: 'duplicate-key',
      problem: 'the key "app" is given twice in one map',
      location: 'small/thing',
      remedy: 'Reserve the key in the schema of the map that is spread (option `reserved`)',
    });
  });

  it('a list of which a template cannot know whether it comes out empty', () => {
    expect(errorOf(() => printChart(withField(({ words }) => [each(words, (word) => when(word, word))])))).toEqual({
      code: 'undecidable-presence',
      problem:
        'whether a list or map comes out empty depends on what happens inside a loop, which a template cannot know before it',
      location: 'small/thing',
      remedy: 'Give the list or map one fixed entry, or decide with when() outside of the loop',
    });
  });

  it.each<[what: string, field: (values: SmallValues) => unknown, problem: string, remedy: string]>([
    [
      'any text as a line',
      ({ text }) => lines(['first', text]),
      'an expression in a text block may hold line breaks or characters that do not survive there',
      'Wrap it in quote() or toJson(), or give its value a format',
    ],
    [
      'a blank at the end of a line',
      () => lines(['first ', 'x']),
      'the line "first " ends with a blank, which a template loses',
      'Remove it',
    ],
    [
      'a blank line before a condition',
      ({ host }) => lines(['first', '', when(host, 'x')]),
      'a blank line stands before a conditional line or at the end of a block, where a template loses it',
      'Move it before a fixed line',
    ],
    [
      'a file made of a text alone',
      ({ text }) => yamlText(text),
      'the text of a YAML file is made of something else than an object or list',
      'Write the top of the file out',
    ],
  ])('%s', (_, field, problem, remedy) => {
    expect(errorOf(() => printChart(withField(field)))).toEqual({
      code: 'unsafe-line',
      problem,
      location: 'small/thing',
      remedy,
    });
  });

  it('the item of a loop outside of it', () => {
    const model = withField(({ words }) => {
      let outside: unknown;
      const list = each(words, (word) => (outside = word));
      return { list, outside };
    });
    expect(errorOf(() => printChart(model))).toEqual({
      code: 'variable-outside-loop',
      problem: 'the item of a loop or the value of withValue() is used outside of its body',
      location: 'small/thing',
      remedy: 'Use it only in the function that receives it; a helper() body cannot use it at all',
    });
  });

  it('a helper that may come out as nothing', () => {
    const model = withField(({ host }) => ({
      fixed: 1,
      ...helper<object>('small.odd', 'Odd.', { host: when(host, 'x') }),
    }));
    expect(errorOf(() => printChart(model))).toEqual({
      code: 'vanishing-helper',
      problem: 'a named tree may come out as nothing',
      location: 'helper small.odd',
      remedy: 'Give it one fixed entry, or put the condition where it is used',
    });
  });
});
