import { podsOf } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { quantity, sumOfRequests } from './testing/requests.js';
import { valueSets } from './testing/value-sets.js';

const objectsFor = (values: Readonly<Record<string, unknown>>) =>
  evaluateChart(semanticExplorer, { release: { name: 'test', namespace: 'tests' }, values: [values] });

describe('requests of the pods', () => {
  it.each(valueSets)('fit three nodes of 8 cores and 32 GiB: %s', (name, values) => {
    const { cpu, memory } = sumOfRequests(objectsFor(values));
    console.info(`${name}: ${cpu.toFixed(2)} cores, ${(memory / 2 ** 30).toFixed(1)} GiB`);
    // A tenth is left to the nodes themselves.
    expect(cpu).toBeLessThan(3 * 8 * 0.9);
    expect(memory).toBeLessThan(3 * 32 * 2 ** 30 * 0.9);
  });

  it.each(valueSets)('are given for every container, with a limit of memory: %s', (_, values) => {
    const incomplete = podsOf(objectsFor(values)).flatMap(({ owner, spec }) =>
      [...(spec.initContainers ?? []), ...spec.containers]
        .filter(
          ({ resources }) =>
            resources?.requests?.['cpu'] === undefined ||
            resources.requests['memory'] === undefined ||
            resources.limits?.['memory'] === undefined,
        )
        .map(({ name }) => `${(owner['metadata'] as { readonly name: string }).name}: ${name}`),
    );
    expect(incomplete).toEqual([]);
  });

  it.each([
    ['250m', 0.25],
    ['1.5', 1.5],
    ['512Mi', 536_870_912],
    ['2G', 2_000_000_000],
  ])('are read as Kubernetes reads them: %s', (text, number) => {
    expect(quantity(text)).toBe(number);
  });
});
