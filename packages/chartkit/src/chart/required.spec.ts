import { helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { evaluateChart, lookup, optional, printChart, required, rule } from '../index.js';
import { thing } from './testing/error-of.js';
import { release, smallChart } from './testing/small-chart.js';

const sentence = 'small.host is needed, such as "{{ db }}"';
const chart = smallChart((scope, { enabled, host, labels }) => {
  thing(
    scope,
    {
      metadata: { name: 'x' },
      spec: { host: required(host, sentence), label: required(lookup(labels, 'a'), 'a is needed') },
    },
    { when: enabled },
  );
});

const refused: readonly (readonly [what: string, values: Readonly<Record<string, unknown>>, reason: string])[] = [
  ['an empty text', { labels: { a: 'b' } }, sentence],
  ['an absent entry', { host: 'db', labels: {} }, 'a is needed'],
];
const taken = [
  ['a text', { host: 'db', labels: { a: 'b' } }, [{ host: 'db', label: 'b' }]],
  ['nothing where the object is left out', { enabled: false }, []],
] as const;

describe('a required value', () => {
  it.each(refused)('is refused by the evaluator when it is %s', (_, small, reason) => {
    expect(() => evaluateChart(chart, { release, values: [{ small }] })).toThrow(
      `the values are refused:\n- values: ${reason}`,
    );
  });

  it.each(taken)('may be %s', (_, small, specs) => {
    expect(evaluateChart(chart, { release, values: [{ small }] }).map(({ spec }) => spec)).toEqual(specs);
  });

  it.each(helmVersions().map((binary) => [binary.version, binary] as const))(
    'is refused and taken by Helm %s likewise',
    (_, binary) =>
      withFiles(Object.fromEntries(printChart(chart)), async (chartDirectory) => {
        const rendered = (small: object) =>
          helmTemplate(binary, {
            chartDirectory,
            release: release.name,
            namespace: release.namespace,
            values: [{ small }],
          });
        for (const [, small, reason] of refused) {
          expect(await rendered(small)).toMatchObject({
            ok: false,
            message: expect.stringContaining(reason) as string,
          });
        }
        for (const [, small, specs] of taken) {
          const result = await rendered(small);
          expect(result.ok ? result.objects.map(({ spec }) => spec) : result.message).toEqual(specs);
        }
      }),
  );

  it('comes after all rules in the evaluator, which tells these at once', () => {
    const withRule = smallChart(
      (scope, { host }) => {
        thing(scope, { metadata: { name: 'x' }, spec: { host: required(host, sentence), other: optional(host) } });
      },
      {
        rules: ({ host, name, text }) => [
          rule(text, name, 'must be set'),
          rule(name, name, 'must differ'),
          rule(host, host, 'x'),
        ],
      },
    );
    expect(() => evaluateChart(withRule, { release })).toThrow(
      'the values are refused:\n- small.text: must be set\n- small.name: must differ',
    );
  });
});
