import type { ChartModel } from 'chartkit';

import { podsOf } from './pods.js';
import { refusalsOf, render } from './render-service.js';

/**
 * The variables of a container that a deployer could set once more by `<key>.extraEnvironment`, so that one of the two
 * would be lost. `valueSets` are values that bring optional variables out.
 */
export function unreservedVariables(
  chart: ChartModel,
  key: string,
  container: string,
  valueSets: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  const names = valueSets.flatMap((values) =>
    podsOf(render(chart, values))
      .flatMap(({ spec }) => spec.containers)
      .filter(({ name }) => name === container)
      .flatMap(({ env = [] }) => env.map(({ name }) => name)),
  );
  return [...new Set(names)].filter(
    (name) => refusalsOf(chart, { [key]: { extraEnvironment: { [name]: 'x' } } }).length === 0,
  );
}
