import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { script } from './testing/credentials.js';

interface Parts {
  readonly readSpecification: (text: string) => unknown;
  readonly generateValue: (specification: { format: string; length: number }) => string;
}

const { readSpecification, generateValue } = (await import(pathToFileURL(script).href)) as Parts;

describe('a specification', () => {
  const key = { key: 'password', format: 'alphanumeric', length: 16 };
  const valid = { secretName: 'a.b-c', keys: [key] };

  it.each([valid, { ...valid, labels: {}, annotations: { a: '' } }])('is read back: %j', (value) => {
    expect(readSpecification(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    [[], 'the specification must be a JSON object'],
    [{ ...valid, name: 'x' }, 'name: unknown field; known are secretName, labels, annotations, keys'],
    [{ keys: [key] }, 'secretName: must be 1 to 253 of a-z, 0-9, "-" and ".", with a letter or digit at both ends'],
    [{ ...valid, secretName: '../configmaps/x' }, 'secretName: must be'],
    [{ ...valid, secretName: `a${'b'.repeat(253)}` }, 'secretName: must be'],
    [{ ...valid, labels: { a: 1 } }, 'labels: must be an object whose values are strings'],
    [{ ...valid, annotations: [] }, 'annotations: must be an object whose values are strings'],
    [{ secretName: 'a' }, 'keys: must be a list of at least one'],
    [{ ...valid, keys: [] }, 'keys: must be a list of at least one'],
    [{ ...valid, keys: ['password'] }, 'keys[0]: must be an object'],
    [{ ...valid, keys: [key, { ...key, size: 1 }] }, 'keys[1].size: unknown field; known are key, format, length'],
    [{ ...valid, keys: [{ ...key, key: 'a/b' }] }, 'keys[0].key: must be 1 to 253 letters, digits'],
    [{ ...valid, keys: [{ ...key, key: '..a' }] }, 'keys[0].key: must be'],
    [{ ...valid, keys: [key, key] }, 'keys[1].key: password stands twice in the list'],
    [{ ...valid, keys: [{ ...key, format: 'uuid' }] }, 'keys[0].format: must be "alphanumeric", "hex" or "base64"'],
    [
      { ...valid, keys: [{ ...key, length: 15 }] },
      'keys[0].length: must be an integer from 16 to 1024 for alphanumeric',
    ],
    [{ ...valid, keys: [{ ...key, length: '32' }] }, 'keys[0].length: must be an integer'],
    [{ ...valid, keys: [{ ...key, length: 1025 }] }, 'keys[0].length: must be an integer'],
    [
      { ...valid, keys: [{ ...key, format: 'hex', length: 30 }] },
      'keys[0].length: must be an integer from 32 to 1024 for hex',
    ],
    [
      { ...valid, keys: [{ ...key, format: 'hex', length: 33 }] },
      'keys[0].length: must be even, two hex digits are a byte',
    ],
  ])('is refused with the path of what is wrong: %j', (value, message) => {
    expect(() => readSpecification(JSON.stringify(value))).toThrow(message);
  });
});

describe('a value', () => {
  it.each([
    ['alphanumeric', 16, /^[A-Za-z][A-Za-z0-9]{15}$/],
    ['hex', 64, /^[0-9a-f]{64}$/],
    ['base64', 32, /^[A-Za-z0-9+/]{43}=$/],
  ])('in the format %s of length %i', (format, length, pattern) => {
    const values = Array.from({ length: 200 }, () => generateValue({ format, length }));

    expect(values.filter((value) => !pattern.test(value))).toEqual([]);
    expect(new Set(values).size).toBe(200);
  });

  it('takes each of the 62 characters equally often', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 124; round += 1)
      for (const character of generateValue({ format: 'alphanumeric', length: 1001 }).slice(1))
        counts.set(character, (counts.get(character) ?? 0) + 1);

    // 2000 of each are expected with a standard deviation of 45; a modulo over bytes would give some 25 % more.
    expect(counts.size).toBe(62);
    expect([...counts.values()].filter((count) => count < 1700 || count > 2300)).toEqual([]);
  });
});
