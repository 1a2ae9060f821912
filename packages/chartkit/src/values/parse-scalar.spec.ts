import fc from 'fast-check';
import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { seed } from '../go/testing/seed.js';
import { parseValues } from './parse.js';
import { parsedByHelm, parsedHere } from './testing/parsed-by-helm.js';

const valueOf = (scalar: string): unknown => parseValues(`key: ${scalar}\n`, 'values.yaml')['key'];

const scalars: readonly (readonly [scalar: string, value: unknown])[] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['NULL', null],
  ['nUll', 'nUll'],
  ['yes', true],
  ['YES', true],
  ['y', true],
  ['on', true],
  ['True', true],
  ['no', false],
  ['n', false],
  ['OFF', false],
  ['yEs', 'yEs'],
  ['"yes"', 'yes'],
  ["'null'", 'null'],
  ['""', ''],
  ['0', 0],
  ['-0', 0],
  ['-0.0', -0],
  ['+12', 12],
  ['1_000', 1000],
  ['1_', 1],
  ['_1', '_1'],
  ['017', 15],
  ['0o17', 15],
  ['08', 8],
  ['09.50', 9.5],
  ['0x1F', 31],
  ['-0x1f', -31],
  ['0b101', 5],
  ['0x', '0x'],
  ['0o8', '0o8'],
  ['9007199254740993', 9007199254740992],
  ['18446744073709551615', 18446744073709552000],
  ['99999999999999999999', 1e20],
  ['0xFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFF'],
  ['1e3', 1000],
  ['1E-7', 1e-7],
  ['1.5e+3', 1500],
  ['1e400', '1e400'],
  ['1e', '1e'],
  ['.5', 0.5],
  ['5.', 5],
  ['-.5', -0.5],
  ['.7_1', 0.71],
  ['.7_', '.7_'],
  ['.', '.'],
  ['12:30:45', '12:30:45'],
  ['2001-12-14', '2001-12-14'],
  ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
  ['1.2.3', '1.2.3'],
  ['100Gi', '100Gi'],
  ['v1', 'v1'],
  ['<<', '<<'],
  ['=', '='],
  ['{{ x }}', undefined],
  ['"{{"', '{{'],
  ['}}', undefined],
  ['é漢😀', 'é漢😀'],
  [String.raw`"\u2028\x41\ttab\e"`, '\u2028A\ttab\u001b'],
  ["'it''s'", "it's"],
  ['a # comment', 'a'],
  ['a#b', 'a#b'],
  ['a: b', undefined],
  ['"a" b', undefined],
  ['@a', undefined],
  ['`a`', undefined],
  ['%a', undefined],
  ['!!str 12', '12'],
  ['!!str', ''],
  ['!!int "12"', 12],
  ['!!float 1', 1],
  ['!!bool "yes"', true],
  ['!!null ""', null],
  ['!!int x', undefined],
  ['!!int 1.5', undefined],
  ['! 12', '12'],
  ['.inf', undefined],
  ['-.Inf', undefined],
  ['.NaN', undefined],
  [String.raw`"\ud83d\ude00"`, undefined],
  [String.raw`"\\ud83d"`, String.raw`\ud83d`],
  [String.raw`'\ud83d'`, String.raw`\ud83d`],
  ['|\n    a \n\n    b\n\n', 'a \n\nb\n'],
  ['|-\n  a\n', 'a'],
  ['|+\n  a\n\n', 'a\n\n\n'],
  ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
  ['a\n  b\n\n  c', 'a b\nc'],
  ['"a \\\n  b"', 'a b'],
  ['[a, 1, yes, ~, [], {b: }]', ['a', 1, true, null, [], { b: null }]],
];
const accepted = scalars.filter(([, value]) => value !== undefined);
const refused = scalars.filter(([, value]) => value === undefined).map(([scalar]) => scalar);

describe('a scalar of a values file', () => {
  it.each(accepted)('%j → %j', (scalar, value) => {
    expect(valueOf(scalar)).toEqual(value);
  });

  it.each(refused)('%j is refused', (scalar) => {
    expect(() => valueOf(scalar)).toThrow(/^values\.yaml:[12]: /);
  });

  it.each(helmVersions())('is to Helm $version the same', async (binary) => {
    const results = await parsedByHelm(
      binary,
      scalars.map(([scalar]) => `key: ${scalar}\n`),
    );
    expect(results).toEqual(scalars.map(([, value]) => (value === undefined ? 'refused' : { key: value })));
  });

  describe(`with random characters (seed ${seed})`, () => {
    const characters = fc.constantFrom(...Array.from('0179_.xXeEbBoO+-:ynYNtfainl~'));
    const texts = fc.sample(fc.string({ unit: characters, maxLength: 8 }), { seed, numRuns: 3000 });

    it.each(helmVersions())('is to Helm $version the same', async (binary) => {
      const documents = texts.map((text) => `key: ${text}\nmap:\n  ${text}: 1\n`);
      expect(await parsedByHelm(binary, documents)).toEqual(documents.map(parsedHere));
    });
  });
});
