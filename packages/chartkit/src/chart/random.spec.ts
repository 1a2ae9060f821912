import fc from 'fast-check';
import type { HelmBinary } from 'helm-harness';
import { compareObjects, helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { describe, expect, it } from 'vitest';

import { evaluateChart, printChart, RefusedValuesError } from '../index.js';
import { seed } from '../go/testing/seed.js';
import { arbitraryMistakes, arbitraryValues } from '../testing/index.js';
import { release } from './testing/small-chart.js';
import { webChart } from './testing/web-chart.js';

type Values = Readonly<Record<string, unknown>>;

const refused = 'refused';
let accepted = 0;

function evaluated(values: Values): readonly unknown[] | typeof refused {
  try {
    return evaluateChart(webChart, { release, values: [values] });
  } catch (error) {
    if (error instanceof RefusedValuesError) return refused;
    throw error;
  }
}

async function disagreements(binary: HelmBinary, chartDirectory: string, values: Values): Promise<readonly string[]> {
  const ours = evaluated(values);
  const helms = await helmTemplate(binary, {
    chartDirectory,
    values: [values],
    release: release.name,
    namespace: release.namespace,
  });
  if (ours === refused) return helms.ok ? ['the evaluator refuses what Helm takes'] : [];
  if (!helms.ok) return [`the evaluator takes what Helm refuses: ${helms.message}`];
  accepted += 1;
  return compareObjects(ours, helms.objects);
}

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each([
    ['values that the schema takes', arbitraryValues(webChart.schema), 40],
    ['values with a mistake', arbitraryMistakes(webChart.schema), 20],
  ] as const)('agrees with the evaluator on %s', { timeout: 60_000 }, (_what, arbitrary, numRuns) =>
    withFiles(Object.fromEntries(printChart(webChart)), async (directory) => {
      accepted = 0;
      const property = fc.asyncProperty(arbitrary, async (values) => {
        expect(await disagreements(binary, directory, values)).toEqual([]);
      });
      // The message of a failure names the seed; FUZZ_SEED repeats it.
      await fc.assert(property, { seed, numRuns });
      // Draws that nothing takes would prove nothing.
      expect(accepted).toBeGreaterThan(0);
    }),
  );
});
