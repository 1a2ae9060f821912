import { ChartkitError, evaluateChart } from 'chartkit';
import { arbitraryValues, seed, withoutViolations } from 'chartkit/testing';
import fc from 'fast-check';
import { manifestRules } from 'manifest-rules';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { release, surroundingsOf } from './testing/surroundings.js';
import { valueSets } from './testing/value-sets.js';

type Values = Readonly<Record<string, unknown>>;

/** What all rules say to the objects of the chart for some values. */
function problemsFor(values: Values, name = release.name): readonly string[] {
  const objects = evaluateChart(semanticExplorer, { release: { ...release, name }, values: [values] });
  const surroundings = surroundingsOf(objects, values);
  return Object.values(manifestRules).flatMap((rule) => rule(objects, surroundings));
}

describe.each(valueSets)('the objects of the chart: %s', (_, values) => {
  const objects = evaluateChart(semanticExplorer, { release, values: [values] });

  it.each(Object.entries(manifestRules))('%s', (_what, rule) => {
    expect(rule(objects, surroundingsOf(objects, values))).toEqual([]);
  });

  it('break no rule under the longest name of a release', () => {
    expect(problemsFor(values, 'r'.repeat(53))).toEqual([]);
  });
});

/** Values without the escape hatches, through which a deployer's own volumes and variables come unchanged. */
const withoutExtras = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => !key.startsWith('extra'))
      .map(([key, value]) => [key, isMap(value) ? withoutExtras(value) : value]),
  );
const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

interface Outcome {
  readonly values: Values;
  readonly problems: readonly string[];
}

/** What rules say to what drawn values make; nothing where they are refused, such as two accounts of one name. */
function outcomeOf(drawn: Values): readonly Outcome[] {
  try {
    const values = withoutViolations(semanticExplorer, withoutExtras(drawn));
    return [{ values, problems: problemsFor(values) }];
  } catch (error) {
    if (error instanceof ChartkitError) return [];
    throw error;
  }
}

describe('random values', () => {
  it(`make objects that break no rule (FUZZ_SEED=${seed} repeats them)`, { timeout: 600_000 }, () => {
    const outcomes = fc.sample(arbitraryValues(semanticExplorer.schema), { seed, numRuns: 1000 }).flatMap(outcomeOf);
    const broken = outcomes.flatMap(({ values, problems }) => problems.map((problem) => [problem, values] as const));
    expect([...new Map(broken)].slice(0, 10)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(700);
  });
});
