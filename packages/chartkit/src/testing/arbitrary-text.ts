import fc from 'fast-check';

import { nastyTexts } from '../go/testing/nasty-inputs.js';
import type { JsonSchema } from '../values/schema-type.js';

type TextSchema = JsonSchema & {
  readonly maxLength?: number;
  readonly not?: { readonly anyOf: readonly JsonSchema[] };
};

interface Bounds {
  readonly pattern: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly not: TextSchema['not'];
}

// A template cannot tell this text from an absent value, and Helm deletes it wherever it stands.
const deletedByHelm = '<no value>';
// Helm 3 refuses values with these control characters as soon as a chart has a schema; Helm 4 takes them. U+0085 and the
// byte order mark reach both, but do not survive in a text block behind `toJson`. Go's `toYaml` writes U+2028 and U+2029
// as they are, which no YAML parser reads back as text.
const outsideOfYaml = /[\u007f-\u009f\u2028\u2029\ufeff]/;

// A chart has thousands of texts, but few kinds of them, and an arbitrary made from a regular expression is dear.
const known = new Map<string, fc.Arbitrary<string>>();

/** Texts that a schema takes: those that have broken templates before, and random ones. */
export function arbitraryText({ pattern, minLength, maxLength, not }: TextSchema): fc.Arbitrary<string> {
  const key = JSON.stringify([pattern, minLength, maxLength, not]);
  const made = known.get(key) ?? textsOf({ pattern, minLength, maxLength, not });
  known.set(key, made);
  return made;
}

function textsOf({ pattern, minLength = 0, maxLength = Infinity, not }: Bounds): fc.Arbitrary<string> {
  const matches = pattern === undefined ? () => true : (text: string) => new RegExp(pattern, 'u').test(text);
  const fits = (text: string): boolean => {
    const length = Array.from(text).length;
    return (
      length >= minLength &&
      length <= maxLength &&
      matches(text) &&
      !text.includes(deletedByHelm) &&
      !outsideOfYaml.test(text) &&
      !isTaken(text, not)
    );
  };
  const favourites = nastyTexts.filter(fits);
  const random = (pattern === undefined ? fc.string({ unit: 'grapheme' }) : matching(pattern)).filter(fits);
  return favourites.length === 0 ? random : fc.oneof(fc.constantFrom(...favourites), random);
}

const matching = (pattern: string): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });

function isTaken(text: string, not: TextSchema['not']): boolean {
  return (not?.anyOf ?? []).some(
    ({ enum: members, pattern }) =>
      members?.includes(text) === true || (pattern !== undefined && new RegExp(pattern, 'u').test(text)),
  );
}
