import type { ChartModel } from '../chart/model.js';
import { evaluateNotes } from '../evaluate/evaluate-chart.js';
import { RefusedValuesError } from '../evaluate/refused-values-error.js';

type Values = Readonly<Record<string, unknown>>;

const release = { name: 'drawn', namespace: 'draws' };

/**
 * Values without the parts that a chart's rules refuse. The more rules a chart has, the fewer random values fulfil all of
 * them; this leaves most of what was drawn. Values that a schema refuses stay as they are.
 */
export function withoutViolations(model: ChartModel, values: Values): Values {
  const violations = ruleViolations(model, values);
  const next = violations.reduce<Values>((rest, path) => without(rest, longestBelow(rest, path)), values);
  return JSON.stringify(next) === JSON.stringify(values) ? values : withoutViolations(model, next);
}

function ruleViolations(model: ChartModel, values: Values): readonly (readonly string[])[] {
  try {
    evaluateNotes(model, { release, values: [values] });
    return [];
  } catch (error) {
    if (!(error instanceof RefusedValuesError)) throw error;
    return error.violations.map(({ path }) => path.split('.'));
  }
}

/**
 * The path of what is taken away: the value itself where it was drawn, and otherwise the structure around it, whose other
 * values make it necessary; in the end the whole service.
 */
function longestBelow(values: Values, path: readonly string[]): readonly string[] {
  const found = path.findIndex((_, index) => !has(values, path.slice(0, index + 1)));
  return found === -1 ? path : path.slice(0, Math.max(1, found));
}

function has(values: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (typeof values !== 'object' || values === null || !Object.hasOwn(values, key)) return false;
  return has((values as Values)[key], rest);
}

function without(values: Values, [key = '', ...rest]: readonly string[]): Values {
  if (rest.length === 0) return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
  return { ...values, [key]: without(values[key] as Values, rest) };
}
