import { evaluateChart, evaluateNotes, RefusedValuesError } from 'chartkit';
import { arbitraryValues, seed } from 'chartkit/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import type { Leaf } from './testing/leaves.js';
import { leavesOf, withValueAt } from './testing/leaves.js';
import { valueSets } from './testing/value-sets.js';

type Values = Readonly<Record<string, unknown>>;
const { schema } = semanticExplorer;

/** Everything that values make of the chart, or why rules refuse them; nothing if their schema does. */
function outcome(values: Values): string {
  const options = { release: { name: 'test', namespace: 'tests' }, values: [values] };
  try {
    return JSON.stringify([evaluateChart(semanticExplorer, options), evaluateNotes(semanticExplorer, options)]);
  } catch (error) {
    if (error instanceof RefusedValuesError) return error.message;
    throw error;
  }
}

const sets = valueSets.map(([, values]) => ({ values, outcome: outcome(values) }));

/** Values that the schema of a leaf takes: so many draws, of which some are equal. */
function candidates({ schema: leaf }: Leaf, numRuns: number): readonly unknown[] {
  const one = {
    type: 'object',
    properties: { value: leaf },
    required: ['value'],
    definitions: schema.definitions ?? {},
  };
  const drawn = fc.sample(arbitraryValues(one), { seed, numRuns }).filter((values) => Object.hasOwn(values, 'value'));
  return [...new Map(drawn.map(({ value }) => [JSON.stringify(value), value])).values()];
}

/** Whether another value at this place makes any difference, in any of the value sets. */
const hasEffect = (leaf: Leaf, numRuns: number): boolean =>
  sets.some((set) =>
    candidates(leaf, numRuns).some((value) => outcome(withValueAt(set.values, leaf.path, value)) !== set.outcome),
  );

describe('values of the chart', () => {
  it('all have an effect', { timeout: 300_000 }, () => {
    const dead = leavesOf(schema).filter((leaf) => !hasEffect(leaf, 6) && !hasEffect(leaf, 60));
    expect(dead.map(({ path }) => path.join('.'))).toEqual([]);
  });
});
