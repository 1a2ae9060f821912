import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { b64enc, sha256sum } from './encodings.js';
import { helmResults } from './testing/helm-results.js';
import { nastyTexts } from './testing/nasty-inputs.js';

describe('b64enc', () => {
  it.each([
    ['', ''],
    ['a', 'YQ=='],
    ['é😀', 'w6nwn5iA'],
    ['ÿþ?', 'w7/Dvj8='],
  ])('%j → %s', (text, encoded) => {
    expect(b64enc(text)).toBe(encoded);
  });
});

describe('sha256sum', () => {
  // The first two are test vectors of FIPS 180-2.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('%j → %s', (text, sum) => {
    expect(sha256sum(text)).toBe(sum);
  });
});

it.each(helmVersions())('b64enc and sha256sum equal those of Helm $version', async (binary) => {
  expect(await helmResults(binary, { base64: 'b64enc .', sum: 'sha256sum .' }, nastyTexts)).toEqual({
    base64: nastyTexts.map(b64enc),
    sum: nastyTexts.map(sha256sum),
  });
});
