import { describe, expect, it } from 'vitest';

import { each, evaluateChart, helper, lines, printChart, when, yamlText } from '../index.js';
import { errorOf, thing, withField } from './testing/error-of.js';
import type { SmallValues } from './testing/small-chart.js';
import { release, smallChart } from './testing/small-chart.js';

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
