import { expect, it } from 'vitest';

import { changed, problemsOf, release, surroundings } from '../testing/release.js';
import { disruptionBudgets } from './disruption-budgets.js';

const budget = (spec: object) => {
  const objects = changed('PodDisruptionBudget web', 'spec', {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    ...spec,
  });
  return (replicas: number, rule = disruptionBudgets) =>
    problemsOf(
      rule,
      objects.map((object) =>
        object['kind'] === 'StatefulSet' ? { ...object, spec: { ...(object['spec'] as object), replicas } } : object,
      ),
    );
};
const blocks = 'PodDisruptionBudget web: no pod may ever go, so that a drain waits for ever';

it.each([
  [{ maxUnavailable: 1 }, 1, []],
  [{ maxUnavailable: 1 }, 3, []],
  [{ maxUnavailable: 1 }, 2, []],
  [{ maxUnavailable: 2 }, 3, ['PodDisruptionBudget web: 1 of 3 may be left, which is no majority']],
  [{ maxUnavailable: 2 }, 5, []],
  [{ maxUnavailable: '50%' }, 5, ['PodDisruptionBudget web: 2 of 5 may be left, which is no majority']],
  [{ minAvailable: 1 }, 1, [blocks]],
  [{ minAvailable: '100%' }, 3, [blocks]],
  [{ minAvailable: '51%' }, 3, []],
  [{ maxUnavailable: 0 }, 3, [blocks]],
])('%j for %d pods that need a majority', (spec, replicas, problems) => {
  expect(budget(spec)(replicas)).toEqual(problems);
});

it('lets any number go where none is needed', () => {
  const alone = { ...surroundings, needMajority: new Set<string>() };
  expect(disruptionBudgets(changed('PodDisruptionBudget web', 'spec.maxUnavailable', 3), alone)).toEqual([]);
});

it('a budget that a broken pod blocks', () => {
  expect(
    problemsOf(disruptionBudgets, changed('PodDisruptionBudget web', 'spec.unhealthyPodEvictionPolicy', undefined)),
  ).toEqual(['PodDisruptionBudget web: a pod that is not ready could block a drain']);
  expect(problemsOf(disruptionBudgets, release)).toEqual([]);
});
