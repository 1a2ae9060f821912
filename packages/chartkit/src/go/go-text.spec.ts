import { helmVersions, renderTexts } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { compareKeys } from './compare-keys.js';
import { goFloat } from './go-float.js';
import { goText } from './go-text.js';
import { helmResults } from './testing/helm-results.js';
import { nastyNumbers, nastyTexts, nastyValues } from './testing/nasty-inputs.js';

describe('goFloat', () => {
  it.each<[value: number, text: string]>([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e-7, '1e-07'],
    [-1.5e-9, '-1.5e-09'],
    [100000, '100000'],
    [999999, '999999'],
    [999999.9, '999999.9'],
    [1000000, '1e+06'],
    [-1234567, '-1.234567e+06'],
    [1e21, '1e+21'],
    [1.5e21, '1.5e+21'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [2 ** 53 - 1, '9.007199254740991e+15'],
  ])('%d → %s', (value, text) => {
    expect(goFloat(value)).toBe(text);
  });

  it.each(helmVersions())('equals what Helm $version prints', async (binary) => {
    const template = '{{ range .Values.numbers }}{{ . }}\n{{ end }}{{ .Values.negativeZero }}';
    const files = { 'values.yaml': `negativeZero: -0.0\nnumbers: ${JSON.stringify(nastyNumbers)}` };
    const { printed } = await renderTexts(binary, { printed: template }, { files });
    expect(printed.split('\n')).toEqual([...nastyNumbers, -0].map(goFloat));
  });
});

describe('goText', () => {
  it.each<[value: unknown, text: string]>([
    ['a b', 'a b'],
    [true, 'true'],
    [null, '<nil>'],
    [1e6, '1e+06'],
    [[], '[]'],
    [['a', ['b c'], null, {}], '[a [b c] <nil> map[]]'],
    [{ b: 1, a: { c: null }, '10': 1, '9': 2 }, 'map[10:1 9:2 a:map[c:<nil>] b:1]'],
  ])('%j → %s', (value, text) => {
    expect(goText(value)).toBe(text);
  });

  it.each(helmVersions())('equals toString of Helm $version', async (binary) => {
    const { texts } = await helmResults(binary, { texts: 'toString .' }, nastyValues);
    expect(texts).toEqual(nastyValues.map(goText));
  });
});

describe('compareKeys', () => {
  it('orders by code point, as UTF-8 bytes do', () => {
    const ordered = [
      '',
      ' ',
      '-',
      '10',
      '9',
      'B',
      'a',
      'aa',
      'b',
      'é',
      '漢',
      '\ue000',
      '\uffee',
      '😀',
      '😀a',
      '\u{10ffff}',
    ];
    expect([...ordered].reverse().sort(compareKeys)).toEqual(ordered);
  });

  it.each(helmVersions())('is the order in which Helm $version ranges over a map', async (binary) => {
    const map = Object.fromEntries(nastyTexts.map((text) => [text, 0]));
    const template = '{{ range $key, $_ := .Values.map }}{{ toJson $key }}\n{{ end }}';
    const { keys } = await renderTexts(binary, { keys: template }, { values: { map } });
    const inHelm = keys
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(inHelm).toEqual([...nastyTexts].sort(compareKeys));
  });
});
