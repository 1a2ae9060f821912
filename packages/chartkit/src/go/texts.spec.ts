import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { ChartkitError } from '../errors.js';
import { helmResults } from './testing/helm-results.js';
import { assignedCharacters, nastyTexts, nastyValues } from './testing/nasty-inputs.js';
import { join, lower, replace, trimSuffix, trunc } from './texts.js';

describe('trunc', () => {
  const cases: readonly (readonly [length: number, text: string, shortened: string])[] = [
    [3, '', ''],
    [3, 'abc', 'abc'],
    [3, 'abcdef', 'abc'],
    [0, 'abc', ''],
    [-2, 'abcdef', 'ef'],
    [-6, 'abcdef', 'abcdef'],
    [-7, 'abcdef', 'abcdef'],
    [2, 'éa', 'é'],
    [-4, 'a😀', '😀'],
  ];
  it.each(cases)('%d %j → %j', (length, text, shortened) => {
    expect(trunc(length, text)).toBe(shortened);
  });

  it.each(helmVersions())('equals trunc of Helm $version', async (binary) => {
    const { shortened } = await helmResults(binary, { shortened: 'trunc (int (index . 0)) (index . 1)' }, cases);
    expect(shortened).toEqual(cases.map(([, , expected]) => expected));
  });

  it('refuses to cut a character in two', () => {
    expect(() => trunc(1, 'é')).toThrow(
      new ChartkitError({
        code: 'character-cut',
        problem: 'shortening "é" to 1 bytes would cut a character in two',
        remedy: 'Restrict the value to ASCII characters, or give a shorter one',
      }),
    );
  });
});

describe('trimSuffix', () => {
  const cases: readonly (readonly [suffix: string, text: string, trimmed: string])[] = [
    ['-', 'name-', 'name'],
    ['-', 'name--', 'name-'],
    ['-', 'name', 'name'],
    ['-', '', ''],
    ['', 'name', 'name'],
    ['name', 'name', ''],
    ['😀', 'a😀', 'a'],
  ];
  it.each(cases)('%j %j → %j', (suffix, text, trimmed) => {
    expect(trimSuffix(suffix, text)).toBe(trimmed);
  });

  it.each(helmVersions())('equals trimSuffix of Helm $version', async (binary) => {
    const { trimmed } = await helmResults(binary, { trimmed: 'trimSuffix (index . 0) (index . 1)' }, cases);
    expect(trimmed).toEqual(cases.map(([, , expected]) => expected));
  });
});

describe('lower', () => {
  it.each([
    ['ABC-1', 'abc-1'],
    ['ÄÉ', 'äé'],
    ['ΑΣ', 'ασ'],
    ['İ', 'i'],
    ['STRASSE ẞ', 'strasse ß'],
    ['\u{10400}', '\u{10428}'],
    ['new in Unicode 16: \u{10d50}', 'new in unicode 16: \u{10d50}'],
  ])('%j → %j', (text, lowered) => {
    expect(lower(text)).toBe(lowered);
  });

  it.each(helmVersions())('equals lower of Helm $version', async (binary) => {
    const inputs = [...nastyTexts, ...assignedCharacters];
    const { lowered } = await helmResults(binary, { lowered: 'lower .' }, inputs);
    expect(lowered).toEqual(inputs.map(lower));
  });
});

describe('replace', () => {
  const cases: readonly (readonly [search: string, replacement: string, text: string, replaced: string])[] = [
    ['.', '-', 'a.b.c', 'a-b-c'],
    ['aa', 'b', 'aaaaa', 'bba'],
    ['x', 'y', '', ''],
    ['a', '$&$1', 'a', '$&$1'],
    ['', '-', '', '-'],
    ['', '-', 'a😀', '-a-😀-'],
    ['a', '', 'banana', 'bnn'],
  ];
  it.each(cases)('%j by %j in %j → %j', (search, replacement, text, replaced) => {
    expect(replace(search, replacement, text)).toBe(replaced);
  });

  it.each(helmVersions())('equals replace of Helm $version', async (binary) => {
    const { replaced } = await helmResults(binary, { replaced: 'replace (index . 0) (index . 1) (index . 2)' }, cases);
    expect(replaced).toEqual(cases.map(([, , , expected]) => expected));
  });
});

describe('join', () => {
  it.each<[list: unknown, joined: string]>([
    [[], ''],
    [['a'], 'a'],
    [['a', '', 'b'], 'a,,b'],
    [['a', null, 1e6, true, ['x', 'y'], { k: 1 }], 'a,1e+06,true,[x y],map[k:1]'],
    [null, ''],
    ['a', 'a'],
    [{ a: 1 }, 'map[a:1]'],
  ])('%j → %j', (list, joined) => {
    expect(join(',', list)).toBe(joined);
  });

  it.each(helmVersions())('equals join of Helm $version', async (binary) => {
    const inputs = [...nastyValues, nastyTexts, nastyValues];
    const { joined } = await helmResults(binary, { joined: 'join ", " .' }, inputs);
    expect(joined).toEqual(inputs.map((input) => join(', ', input)));
  });
});
