import fc from 'fast-check';
import { helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { printChart } from '../index.js';
import { arbitraryMistakes, arbitraryValues, compareFaces, seed } from '../testing/index.js';
import { webChart } from './testing/web-chart.js';

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each([
    ['values that the schema takes', arbitraryValues(webChart.schema), 40],
    ['values with a mistake', arbitraryMistakes(webChart.schema), 20],
  ] as const)('agrees with the evaluator on %s', { timeout: 60_000 }, (_what, arbitrary, numRuns) =>
    withFiles(Object.fromEntries(printChart(webChart)), async (directory) => {
      let accepted = 0;
      const property = fc.asyncProperty(arbitrary, async (values) => {
        const comparison = await compareFaces(webChart, binary, directory, values);
        expect(comparison.disagreements).toEqual([]);
        accepted += Number(comparison.accepted);
      });
      // The message of a failure names the seed; FUZZ_SEED repeats it.
      await fc.assert(property, { seed, numRuns });
      // Draws that nothing takes would prove nothing.
      expect(accepted).toBeGreaterThan(0);
    }),
  );
});
