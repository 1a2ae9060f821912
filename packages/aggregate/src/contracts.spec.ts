import { existsSync, readdirSync } from 'node:fs';

import type { Container, Contract } from '@semantic-explorer/platform/testing';
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

describe.each(contracts.map((contract) => [contract.container, contract] as const))(
  'in the chart, the contract of %s finds',
  (name, contract) => {
    const [, defaults] = valueSets[0] ?? ['', {}];
    const objects = evaluateChart(semanticExplorer, {
      release: { name: 'test', namespace: 'tests' },
      values: [defaults],
    });

    it('the image of its version', () => {
      // Images of inference services also name their CUDA version and compute capability.
      const tag = podsOf(objects)
        .flatMap(({ spec }) => spec.containers)
        .find((container) => container.name === name)
        ?.image.split(':')[1];
      expect(tag?.replace(/-cuda\d+-sm\d+$/, '')).toBe(contract.version);
    });

    it.each(takenAway(contract))('%s', (_, change) => {
      const damaged = structuredClone(objects);
      const container = podsOf(damaged)
        .flatMap(({ spec }) => spec.containers)
        .find((one) => one.name === name);
      if (container === undefined) throw new Error(`There is no container ${name}`);
      Object.assign(container, change(container));
      expect(contractProblems(contract, damaged)).toHaveLength(1);
    });
  },
);

type Change = (container: Container) => Partial<Container>;

/** What a program cannot do without, each thing taken away from its container. */
function takenAway({
  environment,
  ports,
  probes,
  writablePaths,
  imagePaths,
  authorities,
}: Contract): readonly (readonly [string, Change])[] {
  return [
    ...Object.entries(environment)
      .filter(([, { required }]) => required)
      .map(([name]): readonly [string, Change] => [
        `the missing variable ${name}`,
        ({ env = [] }) => ({ env: env.filter((variable) => variable.name !== name) }),
      ]),
    ...Object.keys(ports).map((name): readonly [string, Change] => [
      `the missing port ${name}`,
      (container) => ({ ports: (container.ports ?? []).filter((port) => port.name !== name) }),
    ]),
    ...Object.keys(probes).map((kind): readonly [string, Change] => [
      `the missing ${kind} probe`,
      () => ({ [`${kind}Probe`]: undefined }),
    ]),
    ...Object.keys(writablePaths).map((path): readonly [string, Change] => [
      `the missing mount of ${path}`,
      ({ volumeMounts = [] }) => ({ volumeMounts: volumeMounts.filter(({ mountPath }) => mountPath !== path) }),
    ]),
    ...Object.keys(imagePaths).map((path): readonly [string, Change] => [
      `a mount over ${path}`,
      ({ volumeMounts = [] }) => ({ volumeMounts: [...volumeMounts, { name: 'tmp', mountPath: path }] }),
    ]),
    ...(authorities === undefined ? [] : [authorities.variable]).map((name): readonly [string, Change] => [
      `the missing certificate authorities of ${name}`,
      ({ env = [] }) => ({ env: env.filter((variable) => variable.name !== name) }),
    ]),
  ];
}

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
