import fc from 'fast-check';
import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { b64enc, sha256sum } from './encodings.js';
import { goJson } from './go-json.js';
import { quote } from './go-quote.js';
import { goText } from './go-text.js';
import { isEmpty } from './is-empty.js';
import { helmResults } from './testing/helm-results.js';
import { nastyTexts } from './testing/nasty-inputs.js';
import { seed } from './testing/seed.js';
import { join, lower, replace, trimSuffix } from './texts.js';
import { toInt64 } from './to-int64.js';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('0', '1', '7', '9', '_', '.', 'x', 'e', '-', '+') }),
  fc.array(fc.constantFrom(...nastyTexts), { maxLength: 4 }).map((parts) => parts.join('')),
);
// JSON, in which the values reach Helm, has neither of the two.
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
const exactNumbers = fc.oneof(fc.maxSafeInteger(), fc.double({ min: -1e15, max: 1e15, noNaN: true }));
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    texts,
    numbers,
    exactNumbers,
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(texts, tie('value'), { maxKeys: 4 }),
}));

/** What Helm gets: JSON knows no negative zero. */
const sample = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] =>
  JSON.parse(JSON.stringify(fc.sample(arbitrary, { numRuns: 1500, seed }))) as readonly T[];

describe.each(helmVersions())(`Helm $version and random inputs (seed ${seed})`, (binary) => {
  it('agree on functions of any value', async () => {
    const inputs = sample(values);
    const expressions = {
      json: 'toJson .',
      text: 'toString .',
      quoted: 'quote .',
      joined: 'join "," .',
      empty: 'empty .',
    };
    expect(await helmResults(binary, expressions, inputs)).toEqual({
      json: inputs.map(goJson),
      text: inputs.map(goText),
      quoted: inputs.map(quote),
      joined: inputs.map((input) => join(',', input)),
      empty: inputs.map(isEmpty),
    });
  });

  it('agree on functions of texts', async () => {
    const inputs = sample(texts);
    const expressions = {
      base64: 'b64enc .',
      sum: 'sha256sum .',
      lowered: 'lower .',
      trimmed: 'trimSuffix "0" .',
      replaced: 'replace "1" "<>" .',
      spaced: 'replace "" "-" .',
    };
    expect(await helmResults(binary, expressions, inputs)).toEqual({
      base64: inputs.map(b64enc),
      sum: inputs.map(sha256sum),
      lowered: inputs.map(lower),
      trimmed: inputs.map((input) => trimSuffix('0', input)),
      replaced: inputs.map((input) => replace('1', '<>', input)),
      spaced: inputs.map((input) => replace('', '-', input)),
    });
  });

  it('agree on integers', async () => {
    const inputs = sample(fc.oneof(exactNumbers, texts)).filter(isExact);
    const { integers } = await helmResults(binary, { integers: 'int64 .' }, inputs);
    expect(integers).toEqual(inputs.map(toInt64));
  });
});

function isExact(value: string | number): boolean {
  try {
    toInt64(value);
    return true;
  } catch {
    return false;
  }
}
