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
function hasEffect(leaf: Leaf, numRuns: number): boolean {
  const drawn = drawnForLeaf(leaf, schema, numRuns);
  const found = sets.findIndex((set) =>
    drawn.some((value) => outcome(withValueAt(set.values, leaf.path, value)) !== set.outcome),
  );
  // Neighbours mostly have an effect in the same set: try that one first.
  sets.unshift(...sets.splice(found, found < 0 ? 0 : 1));
  return found >= 0;
}

describe('values of the chart', () => {
  it('all have an effect', { timeout: 300_000 }, () => {
    const dead = leavesOf(schema).filter((leaf) => !hasEffect(leaf, 6) && !hasEffect(leaf, 60));
    expect(dead.map(({ path }) => path.join('.'))).toEqual([]);
  });
});
