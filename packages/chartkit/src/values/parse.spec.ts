import { stringify } from 'yaml';
import fc from 'fast-check';
import { helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { ChartkitError } from '../errors.js';
import { seed } from '../go/testing/seed.js';
import { parseValues } from './parse.js';
import { parsedByHelm, parsedHere } from './testing/parsed-by-helm.js';

/** Documents, and what Helm reads in them. */
const accepted: readonly (readonly [title: string, document: string, values: Readonly<Record<string, unknown>>])[] = [
  ['nothing', '', {}],
  ['only a comment', '# nothing\n', {}],
  ['null', '~\n', {}],
  ['an empty map', '{}', {}],
  ['JSON', '{"a": {"b": [1, "x", null]}}', { a: { b: [1, 'x', null] } }],
  ['a byte order mark', '\ufeffa: 1\n', { a: 1 }],
  ['line breaks of Windows', 'a: |\r\n  x\r\n  y\r\nb: 1\r\n', { a: 'x\ny\n', b: 1 }],
  ['U+0085, a line break', 'a: 1\u0085b: "x\u0085  y"\n', { a: 1, b: 'x y' }],
  [
    'keys that are no texts',
    '1: a\n0x10: b\n1.50: c\ntrue: d\nno: e\n1e6: f\n~x: g\n2001-01-01: h\n',
    { '1': 'a', '16': 'b', '1.5': 'c', true: 'd', false: 'e', '1e+06': 'f', '~x': 'g', '2001-01-01': 'h' },
  ],
  ['the keys y and n, which are booleans', 'point: {x: 1, y: 2}\nn: 3\n', { point: { x: 1, true: 2 }, false: 3 }],
  ['a fraction as a key', '0.123456789: a\n-0.0: b\n', { '0.12345679': 'a', '-0': 'b' }],
  [
    'keys of objects',
    '__proto__: {a: 1}\nconstructor: 1\n',
    JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as Record<string, unknown>,
  ],
  ['a key twice: the last one counts', 'a: {x: 1}\nb: 1\na: {z: 2}\n', { a: { z: 2 }, b: 1 }],
  ['an anchor and aliases', 'a: &x [1, yes]\nb: *x\n&k c: {*k : 1}\n', { a: [1, true], b: [1, true], c: { c: 1 } }],
  ['an anchor set anew', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: 1, b: 1, c: 2, d: 2 }],
  ['a merge key', 'a: &a {x: 1, z: 1}\nb:\n  <<: *a\n  z: 2\n', { a: { x: 1, z: 1 }, b: { x: 1, z: 2 } }],
  [
    'a merge key behind other keys, which it replaces',
    'a: &a {x: 1}\nb:\n  x: 2\n  <<: *a\n',
    { a: { x: 1 }, b: { x: 1 } },
  ],
  ['a merge key with a list: the first one wins', 'b:\n  <<: [{x: 1}, {x: 2, z: 2}]\n', { b: { x: 1, z: 2 } }],
  ['a quoted merge key, a key like others', 'b: {"<<": {x: 1}}\n', { b: { '<<': { x: 1 } } }],
  ['a key without a value', 'a:\nb: [\n]\n? c\n', { a: null, b: [], c: null }],
  ['a list that is not indented', 'a:\n- 1\n- b: 2\n  c: 3\n', { a: [1, { b: 2, c: 3 }] }],
];

/** Documents that Helm refuses too. */
const refused: readonly (readonly [title: string, document: string, message: string])[] = [
  ['a list', '# list\n- 1\n', 'f.yaml:2: a values file holds a map, but this is a list. Write "key: value"'],
  ['a scalar', 'text\n', 'f.yaml:1: a values file holds a map, but this is "text". Write "key: value"'],
  [
    'bad indentation',
    'a:\n  b: 1\n c: 2\n',
    'f.yaml:3: not valid YAML: All mapping items must start at the same column. Correct the indentation or the quotes there',
  ],
  [
    'an open quote',
    'a: "x\n',
    `f.yaml:2: not valid YAML: Missing closing "quote. Correct the indentation or the quotes there`,
  ],
  [
    'a tab as indentation',
    'a:\n\tb: 1\n',
    'f.yaml:2: not valid YAML: Tabs are not allowed as indentation. Correct the indentation or the quotes there',
  ],
  ['no anchor', 'a: *x\n', 'f.yaml:1: there is no anchor &x. Define the anchor before the alias'],
  ['an anchor within itself', 'a: &x [*x]\n', 'f.yaml:1: the anchor x contains itself. Write the values out'],
  ['a merge within itself', 'a: &x {<<: *x}\n', 'f.yaml:1: the anchor x contains itself. Write the values out'],
  [
    'a merge of a list',
    'a:\n  <<: 1\n',
    'f.yaml:2: a merge key (<<) needs a map or a list of maps. Merge an alias of a map',
  ],
  ['a map as a key', '? {a: 1}\n: 2\n', 'f.yaml:1: this cannot be the key of a map. Write the key as a text in quotes'],
  ['null as a key', 'a: 1\n~: 2\n', 'f.yaml:2: this cannot be the key of a map. Write the key as a text in quotes'],
  ['infinity', 'a: 1\nb: .inf\n', 'f.yaml:2: values have no infinity and no NaN. Quote the text'],
  [
    'a control character',
    'a: 1\nb: "\u0007"\n',
    'f.yaml:2: the character U+0007 cannot stand here. Write it as "\\u0007" in double quotes',
  ],
];

/** Documents that Helm takes in part, or in a way that nobody means. */
const refusedHereOnly: readonly (readonly [title: string, document: string, message: string])[] = [
  ['a tag of an application', 'a: !secret x\n', 'f.yaml:1: the tag !secret does not fit this value. Leave out the tag'],
  [
    'a key that two types share',
    'a:\n  1: x\n  "1": y\n',
    'f.yaml:2: the key 1 stands in one map with different types. Keep one of them',
  ],
  [
    'a line separator',
    'a: "x\u2028y"\n',
    'f.yaml:1: the character U+2028 cannot stand here. Write it as "\\u2028" in double quotes',
  ],
  [
    'a directive',
    '# c\n%YAML 1.1\n---\na: 1\n',
    'f.yaml:2: a values file has no directives (%) and no end marks (...). Remove the line',
  ],
  [
    'data behind ---',
    'a: 1\n--- {b: 2}\n',
    'f.yaml:2: only a comment may follow --- on its line. Start the document on the next line',
  ],
  [
    'a mistake in a later document',
    'a: 1\n---\nb: [\n---\n',
    'f.yaml:4: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Correct the indentation or the quotes there',
  ],
];

function refusalOf(document: string): string | undefined {
  try {
    parseValues(document, 'f.yaml');
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ChartkitError);
    return (error as ChartkitError).message;
  }
}

describe('parseValues', () => {
  it.each(accepted)('reads %s', (_title, document, values) => {
    expect(parseValues(document, 'f.yaml')).toEqual(values);
  });

  it.each([...refused, ...refusedHereOnly])('refuses %s', (_title, document, message) => {
    expect(refusalOf(document)).toBe(message);
  });

  it('ends where aliases multiply', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`);
    expect(() => parseValues(`a0: &a0 x\n${lines.join('')}`, 'f.yaml')).toThrow(
      'the aliases multiply the document. Write the values out',
    );
  });

  it.each(helmVersions())('reads and refuses what Helm $version does', async (binary) => {
    const documents = [...accepted, ...refused].map(([, document]) => document);
    const expected = [...accepted.map(([, , values]) => values), ...refused.map(() => 'refused')];
    expect(await parsedByHelm(binary, documents)).toEqual(expected);
  });

  describe('of several documents', () => {
    const text = '# first\n---\na: {x: 1, list: [1]}\nb: 1\n--- # second\n\n---\na: {list: [2], z: 3}\nb: ~\n';

    it('merges the later ones over the earlier ones', () => {
      expect(parseValues(text, 'f.yaml')).toEqual({ a: { x: 1, list: [2], z: 3 }, b: null });
    });

    it.each(helmVersions())('does what Helm 4 does ($version)', async (binary) => {
      const chart = {
        'Chart.yaml': 'apiVersion: v2\nname: documents\nversion: 1.0.0\n',
        'templates/values.yaml': 'kind: Values\nvalues: {{ toJson .Values }}\n',
        'values/several.yaml': text,
        'values/windows.yaml': '\ufeffa: |\r\n  x\r\n---\r\nb: 2\r\n',
        'values/open.yaml': 'a: |\n  x',
      };
      await withFiles(chart, async (chartDirectory) => {
        const read = async (file: string): Promise<unknown> => {
          const result = await helmTemplate(binary, {
            chartDirectory,
            valuesFiles: [`${chartDirectory}/values/${file}.yaml`],
          });
          return result.ok ? result.objects[0]?.['values'] : result.message;
        };
        // Helm 3 reads the first document only, and does not end the last line of a file.
        const helm3 = [{ a: { x: 1, list: [1] }, b: 1 }, { a: 'x\n' }, { a: 'x' }];
        const helm4 = [text, chart['values/windows.yaml'], chart['values/open.yaml']].map((document) =>
          parseValues(document, 'f.yaml'),
        );
        expect([await read('several'), await read('windows'), await read('open')]).toEqual(
          binary.major === 3 ? helm3 : helm4,
        );
      });
    });
  });

  describe(`for random values (seed ${seed})`, () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((drawn) => !/[\u2028\u2029]/.test(drawn)),
      fc.constantFrom('yes', '017', '1e3', 'a: b', ' x ', 'x\ny\n', '<<', '- a', '# c'),
    );
    const { value } = fc.letrec<{ readonly value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(text, tie('value'), { maxKeys: 3 }),
      ),
    }));
    const values = fc.sample(fc.dictionary(text, value, { minKeys: 1, maxKeys: 5 }), { seed, numRuns: 500 });
    // The library quotes for YAML 1.1 what Helm would take for something else, in many styles.
    const documents = values.map((map) => stringify(map, { version: '1.1' }));
    const ours = documents.map((document) => parsedHere(document));

    it.each(helmVersions())('reads what Helm $version does', async (binary) => {
      expect(await parsedByHelm(binary, documents)).toEqual(ours);
    });
  });
});
