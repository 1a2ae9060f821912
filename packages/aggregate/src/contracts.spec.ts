import { existsSync, readdirSync } from 'node:fs';

import { contractProblems, podsOf, readContract } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { valueSets } from './testing/value-sets.js';

const packages = new URL('../../', import.meta.url);
const contracts = readdirSync(packages)
  .map((name) => new URL(`${name}/src/contract.yaml`, packages))
  .filter((url) => existsSync(url))
  .map((url) => readContract(url));

/** Top-level key of a service's values: `worker-visualizations-py` → `workerVisualizationsPy`. */
const keyOf = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

interface ServiceValues {
  readonly enabled?: boolean;
  readonly extraEnvironment?: Readonly<Record<string, string>>;
}

describe.each(contracts.map((contract) => [contract.container, contract] as const))(
  'the contract of %s',
  (name, contract) => {
    it.each(valueSets)('holds for the whole chart: %s', (_, values) => {
      const objects = evaluateChart(semanticExplorer, {
        release: { name: 'test', namespace: 'tests' },
        values: [values],
      });
      const given = values[keyOf(name)] as ServiceValues | undefined;
      if (given?.enabled === false) {
        const containers = podsOf(objects).flatMap(({ spec }) => spec.containers.map((container) => container.name));
        expect(containers).not.toContain(name);
        return;
      }
      // What a deployer adds is none of the program's business.
      const added = Object.fromEntries(
        Object.keys(given?.extraEnvironment ?? {}).map((key) => [key, 'a value of the test']),
      );
      expect(contractProblems({ ...contract, auxiliary: { ...contract.auxiliary, ...added } }, objects)).toEqual([]);
    });
  },
);

it('there is a contract for each of the six programs', () => {
  expect(contracts.map(({ container }) => container)).toEqual([
    'api',
    'embedding-inference-api',
    'llm-inference-api',
    'worker-collections',
    'worker-datasets',
    'worker-visualizations-py',
  ]);
});
