import { describe, expect, it } from 'vitest';

import { smallChart, smallValues } from '../chart/testing/small-chart.js';
import { eq, evaluateChart, gt, rule } from '../index.js';
import { slice } from '../chart/slice.js';
import { drawnValues } from './drawn-values.js';

const { values } = slice('small', smallValues);
const chart = smallChart(() => undefined, {
  rules: () => [rule(values.count, gt(values.count, 5), 'must be at most 5')],
});
const release = { name: 'test', namespace: 'tests' };

describe('drawn values', () => {
  it('are a dozen different ones that schema and rules take, with what was fixed over them', () => {
    const drawn = drawnValues(chart, { fixed: { small: { host: 'db.example.com', labels: undefined } } });
    expect(drawn).toHaveLength(12);
    expect(new Set(drawn.map(([, values]) => JSON.stringify(values))).size).toBe(12);
    for (const [, values] of drawn) {
      expect(() => evaluateChart(chart, { release, values: [values] })).not.toThrow();
      expect(values).toMatchObject({ small: { host: 'db.example.com' } });
      expect(values['small']).not.toHaveProperty('labels');
      // Not only the default of each value.
      expect(Object.keys(values['small'] as object).length).toBeGreaterThan(2);
    }
  });

  it('say by their names how to draw them again, and are then the same', () => {
    const drawn = drawnValues(chart, { count: 2 });
    expect(drawn.map(([name]) => name)).toEqual([
      expect.stringMatching(/^draw 1 of FUZZ_SEED=\d+$/),
      expect.stringMatching(/^draw 2 of FUZZ_SEED=\d+$/),
    ]);
    expect(drawnValues(chart, { count: 2 })).toEqual(drawn);
  });

  it('are an error when a chart refuses them all, not fewer', () => {
    const refusing = smallChart(() => undefined, {
      rules: () => [rule(values.count, eq(values.name, values.name), 'is refused')],
    });
    expect(() => drawnValues(refusing)).toThrow(/^Only 0 of 300 draws are taken \(FUZZ_SEED=\d+\)\.$/);
  });
});
