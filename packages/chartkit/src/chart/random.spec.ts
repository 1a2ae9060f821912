import fc from 'fast-check';
import { helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { printChart } from '../index.js';
import { arbitraryMistakes, arbitraryValues, compareFaces, rendererOf, seed } from '../testing/index.js';
import { webChart } from './testing/web-chart.js';

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each([
    ['values that the schema takes', arbitraryValues(webChart.schema), 40, 'accepted'],
    ['values with a mistake', arbitraryMistakes(webChart.schema), 20, 'refused'],
  ] as const)('agrees with the evaluator on %s', { timeout: 60_000 }, (_what, arbitrary, numRuns, outcome) =>
    withFiles(Object.fromEntries(printChart(webChart)), async (directory) => {
      const outcomes = new Set<string>();
      const property = fc.asyncProperty(arbitrary, async (values) => {
        const comparison = await compareFaces(webChart, rendererOf(binary, directory), values);
        expect(comparison.disagreements).toEqual([]);
        outcomes.add(comparison.accepted ? 'accepted' : 'refused');
      });
      // The message of a failure names the seed; FUZZ_SEED repeats it.
      await fc.assert(property, { seed, numRuns });
      // Draws that all end the other way would prove nothing.
      expect(outcomes).toContain(outcome);
    }),
  );
});
