import {
  arbitraryMistakes,
  arbitraryValues,
  compareFaces,
  rendererOf,
  seed,
  withoutViolations,
} from 'chartkit/testing';
import fc from 'fast-check';
import { helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { chartFiles, semanticExplorer } from './index.js';

describe.concurrent.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each([
    [
      'values that schema and rules take',
      arbitraryValues(semanticExplorer.schema).map((values) => withoutViolations(semanticExplorer, values)),
      120,
    ],
    ['values that the schema takes', arbitraryValues(semanticExplorer.schema), 30],
    ['values with a mistake', arbitraryMistakes(semanticExplorer.schema), 50],
  ] as const)('agrees with the evaluator on %s', { timeout: 600_000 }, (_what, arbitrary, numRuns) =>
    withFiles(Object.fromEntries(chartFiles(semanticExplorer)), async (directory) => {
      const property = fc.asyncProperty(arbitrary, async (values) => {
        expect((await compareFaces(semanticExplorer, rendererOf(binary, directory), values)).disagreements).toEqual([]);
      });
      // The message of a failure names the seed; FUZZ_SEED repeats it.
      await fc.assert(property, { seed, numRuns });
    }),
  );
});
