import { evaluateChart, evaluateNotes, RefusedValuesError } from 'chartkit';
import type { Leaf } from 'chartkit/testing';
import { drawnForLeaf, leavesOf, withValueAt } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
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

/** Whether another value at this place makes any difference, in any of the value sets. */
const hasEffect = (leaf: Leaf, numRuns: number): boolean =>
  sets.some((set) =>
    drawnForLeaf(leaf, schema, numRuns).some(
      (value) => outcome(withValueAt(set.values, leaf.path, value)) !== set.outcome,
    ),
  );

describe('values of the chart', () => {
  it('all have an effect', { timeout: 300_000 }, () => {
    const dead = leavesOf(schema).filter((leaf) => !hasEffect(leaf, 6) && !hasEffect(leaf, 60));
    expect(dead.map(({ path }) => path.join('.'))).toEqual([]);
  });
});
