import fc from 'fast-check';

import type { ChartModel } from '../chart/model.js';
import { seed } from '../go/testing/seed.js';
import { arbitraryMistakes, arbitraryValues } from './arbitrary-values.js';
import type { HelmRenderer } from './compare-faces.js';
import { compareFaces } from './compare-faces.js';
import { withoutViolations } from './without-violations.js';

type Values = Readonly<Record<string, unknown>>;

/** How many of the drawn values both faces took, and how many both refused. */
export interface Outcomes {
  readonly accepted: number;
  readonly refused: number;
}

/** Values of all kinds: half of them fulfil schema and rules, some the schema alone, the others have mistakes. */
const arbitraryDraws = (model: ChartModel): fc.Arbitrary<Values> =>
  fc.oneof(
    { weight: 5, arbitrary: arbitraryValues(model.schema).map((values) => withoutViolations(model, values)) },
    { weight: 2, arbitrary: arbitraryValues(model.schema) },
    { weight: 3, arbitrary: arbitraryMistakes(model.schema) },
  );

/**
 * Compares the evaluator with some Helms for random values.
 *
 * @throws Error with the smallest values found for which they differ, and the seed with which `FUZZ_SEED` repeats it
 */
export async function compareDraws(
  model: ChartModel,
  renderers: Readonly<Record<string, HelmRenderer>>,
  numRuns: number,
): Promise<Outcomes> {
  const outcomes = { accepted: 0, refused: 0 };
  const property = fc.asyncProperty(arbitraryDraws(model), async (values) => {
    const comparisons = await Promise.all(
      Object.entries(renderers).map(async ([name, render]) => {
        const { accepted, disagreements } = await compareFaces(model, render, values);
        return { accepted, disagreements: disagreements.map((line) => `${name}: ${line}`) };
      }),
    );
    const disagreements = comparisons.flatMap((comparison) => comparison.disagreements);
    if (disagreements.length > 0) throw new Error(disagreements.join('\n'));
    outcomes[comparisons.every(({ accepted }) => accepted) ? 'accepted' : 'refused'] += 1;
  });
  await fc.assert(property, { seed, numRuns });
  return outcomes;
}
