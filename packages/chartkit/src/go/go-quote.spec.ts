import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { goQuote, quote } from './go-quote.js';
import { helmResults } from './testing/helm-results.js';
import { assignedCharacters, nastyTexts, nastyValues } from './testing/nasty-inputs.js';

describe('goQuote', () => {
  it.each<[text: string, quoted: string]>([
    ['', '""'],
    ['plain', '"plain"'],
    ['"\\', String.raw`"\"\\"`],
    ['\x07\b\f\n\r\t\v', String.raw`"\a\b\f\n\r\t\v"`],
    ['\x00\x1b\x7f', String.raw`"\x00\x1b\x7f"`],
    ['\u0085\u00a0\u00ad', String.raw`"\u0085\u00a0\u00ad"`],
    ['\u200b\u2028\ufeff', String.raw`"\u200b\u2028\ufeff"`],
    ['\ue000\u{f0000}', String.raw`"\ue000\U000f0000"`],
    ['é e\u0301 漢 😀 \ufffd', '"é e\u0301 漢 😀 \ufffd"'],
    ['new in Unicode 16: \u{1fae9}', String.raw`"new in Unicode 16: \U0001fae9"`],
  ])('%j → %s', (text, quoted) => {
    expect(goQuote(text)).toBe(quoted);
  });

  it.each(helmVersions())('equals quote of Helm $version', async (binary) => {
    const inputs = [...nastyTexts, ...assignedCharacters];
    const { quoted } = await helmResults(binary, { quoted: 'quote .' }, inputs);
    expect(quoted).toEqual(inputs.map(goQuote));
  });
});

describe('quote', () => {
  it.each<[value: unknown, quoted: string]>([
    [undefined, ''],
    [null, ''],
    [false, '"false"'],
    [0, '"0"'],
    [1000000, '"1e+06"'],
    [['a', 1, null], '"[a 1 <nil>]"'],
    [{ b: 'x"y', a: [] }, String.raw`"map[a:[] b:x\"y]"`],
  ])('%j → %s', (value, quoted) => {
    expect(quote(value)).toBe(quoted);
  });

  it.each(helmVersions())('equals quote of Helm $version', async (binary) => {
    const { quoted, absent } = await helmResults(
      binary,
      { quoted: 'quote .', absent: 'quote $.Values.absent' },
      nastyValues,
    );
    expect(quoted).toEqual(nastyValues.map(quote));
    expect(new Set(absent)).toEqual(new Set(['']));
  });
});
