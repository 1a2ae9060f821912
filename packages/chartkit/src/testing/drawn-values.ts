import fc from 'fast-check';

import type { ChartModel } from '../chart/model.js';
import { evaluateChart } from '../evaluate/evaluate-chart.js';
import { RefusedValuesError } from '../evaluate/refused-values-error.js';
import { seed } from '../go/testing/seed.js';
import { overlay } from '../values/merge.js';
import { arbitraryValues } from './arbitrary-values.js';
import { withoutViolations } from './without-violations.js';

type Values = Readonly<Record<string, unknown>>;

/** How values are drawn. */
export interface DrawOptions {
  /** Goes over what was drawn, such as `{ dex: { enabled: true, env: undefined } }`; undefined stands for the default. */
  readonly fixed?: Values;
  readonly count?: number;
}

/** Of so many draws for each one that is wanted, those that say most are kept: many say next to nothing. */
const drawsForEach = 25;

/**
 * Random values that a chart's schema and its rules take, each with a name that says how to draw it again: rows for
 * `it.each`, to check what a real program says of a generated configuration.
 *
 * @throws Error when a chart refuses nearly everything, so that there would be fewer
 */
export function drawnValues(
  model: ChartModel,
  { fixed = {}, count = 12 }: DrawOptions = {},
): readonly (readonly [name: string, values: Values])[] {
  const arbitrary = arbitraryValues(model.schema).map((values) => withoutViolations(model, over(values, fixed)));
  const drawn = fc.sample(arbitrary, { seed, numRuns: count * drawsForEach }).map((values) => over(values, fixed));
  const byText = new Map(
    drawn.filter((values) => isTaken(model, values)).map((values) => [JSON.stringify(values), values]),
  );
  const richest = [...byText].sort(([, left], [, right]) => leavesIn(right) - leavesIn(left)).slice(0, count);
  if (richest.length < count) {
    throw new Error(`Only ${richest.length} of ${drawn.length} draws are taken (FUZZ_SEED=${seed}).`);
  }
  return richest.map(([, values], index) => [`draw ${index + 1} of FUZZ_SEED=${seed}`, values]);
}

/** How much values say: a long text or list is one thing. */
const leavesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.values(value).reduce((sum: number, item) => sum + leavesIn(item), 0)
    : 1;

/** Like a later values file, but undefined takes away what was drawn. */
const over = (drawn: Values, fixed: Values): Values => defined(overlay(drawn, fixed)) as Values;

function defined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]: [string, unknown]) => [key, defined(item)]));
}

function isTaken(model: ChartModel, values: Values): boolean {
  try {
    evaluateChart(model, { release: { name: 'drawn', namespace: 'draws' }, values: [values] });
    return true;
  } catch (error) {
    if (error instanceof RefusedValuesError) return false;
    throw error;
  }
}
