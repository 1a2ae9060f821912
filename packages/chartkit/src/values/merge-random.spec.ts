import fc from 'fast-check';
import { helmVersions } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { seed } from '../go/testing/seed.js';
import { mergeValues } from './merge.js';
import { mergedByHelm } from './testing/merged-by-helm.js';

type Values = Readonly<Record<string, unknown>>;

const scalars = fc.constantFrom<unknown>('', 'x', 0, 1, false, true);

/** Values with few different keys, so that those of two draws meet. */
const valuesOf = (leaves: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.letrec<{ readonly value: unknown; readonly map: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      { weight: 2, arbitrary: leaves },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 2 }) },
      { weight: 4, arbitrary: tie('map') },
    ),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'global'), tie('value'), { maxKeys: 4 }),
  })).value;
const withoutNull = valuesOf(scalars);
const withNull = valuesOf(fc.oneof(scalars, fc.constant(null)));

const topLevelKeys = Array.from({ length: 1000 }, (_, index) => `key${index}`);

/** A value for each top-level key, none for some: as many cases, merged by one call of Helm. */
function draw(values: fc.Arbitrary<unknown>, shift: number): Values {
  const optional = fc.option(values, { nil: undefined, freq: 4 });
  const drawn = fc.sample(optional, { seed: seed + shift, numRuns: topLevelKeys.length });
  const entries = topLevelKeys.map((key, index) => [key, drawn[index]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

describe(`mergeValues for random values (seed ${seed})`, () => {
  const given = [draw(withNull, 1), draw(withNull, 2)];

  it.each(helmVersions())('equals Helm $version', async (binary) => {
    // Helm 3 treats null defaults differently; mergeValues follows Helm 4.
    const defaults = draw(binary.major === 3 ? withoutNull : withNull, 0);
    for (const sets of [given.slice(1), given]) {
      expect(await mergedByHelm(binary, defaults, sets)).toEqual(mergeValues(defaults, ...sets));
    }
  });
});
