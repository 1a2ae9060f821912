import { existsSync, readdirSync } from 'node:fs';

import type { Container, Contract } from '@semantic-explorer/platform/testing';
import { contractProblems, podsOf, readContract } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { valueSets } from './testing/value-sets.js';

const packages = new URL('../../', import.meta.url);
const infrastructure = new URL('infra/src/', packages);
const urls = [
  ...readdirSync(packages).map((name) => new URL(`${name}/src/contract.yaml`, packages)),
  ...readdirSync(infrastructure).flatMap((name) =>
    ['contract', 'exporter-contract'].map((file) => new URL(`${name}/${file}.yaml`, infrastructure)),
  ),
];
const contracts = urls
  .filter((url) => existsSync(url))
  .map((url) => readContract(url))
  .map((contract) => [[contract.pod ?? [], contract.container].flat().join('/'), contract] as const);

/** Top-level key of the values of a service: `worker-visualizations-py` → `workerVisualizationsPy`. */
const keyOf = ({ pod, container }: Contract): string =>
  (pod ?? container).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The container of a contract in a chart. */
const containerOf = ({ pod, container }: Contract, objects: readonly Manifest[]): Container | undefined =>
  podsOf(objects)
    .filter(({ labels }) => pod === undefined || labels['app.kubernetes.io/name'] === pod)
    .flatMap(({ spec }) => spec.containers)
    .find(({ name }) => name === container);

interface ServiceValues {
  readonly enabled?: boolean;
  readonly metrics?: { readonly enabled?: boolean };
  readonly extraEnvironment?: Readonly<Record<string, string>>;
}

describe.each(contracts)('the contract of %s', (_name, contract) => {
  it.each(valueSets)('holds for the whole chart: %s', (_, values) => {
    const objects = evaluateChart(semanticExplorer, {
      release: { name: 'test', namespace: 'tests' },
      values: [values],
    });
    const given = values[keyOf(contract)] as ServiceValues | undefined;
    const hasExporter = contract.pod === undefined || given?.metrics?.enabled !== false;
    if (given?.enabled === false || !hasExporter) {
      expect(containerOf(contract, objects)).toBeUndefined();
      return;
    }
    // What a deployer adds is none of the program's business.
    const added = Object.fromEntries(
      Object.keys(given?.extraEnvironment ?? {}).map((key) => [key, 'a value of the test']),
    );
    expect(contractProblems({ ...contract, auxiliary: { ...contract.auxiliary, ...added } }, objects)).toEqual([]);
  });
});

describe.each(contracts)('in the chart, the contract of %s finds', (_name, contract) => {
  const [, defaults] = valueSets[0] ?? ['', {}];
  const objects = evaluateChart(semanticExplorer, {
    release: { name: 'test', namespace: 'tests' },
    values: [defaults],
  });

  it('the image of its version', () => {
    // Tags of some images also name the variant, such as the CUDA version and compute capability.
    const tag = containerOf(contract, objects)?.image.split(':')[1];
    expect(tag?.replace(/-(cuda\d+-sm\d+|alpine[\d.]*|bookworm|unprivileged)$/, '')).toBe(contract.version);
  });

  it.each(takenAway(contract))('%s', (_, change) => {
    const damaged = structuredClone(objects);
    const container = containerOf(contract, damaged);
    if (container === undefined) throw new Error(`There is no container ${contract.container}`);
    Object.assign(container, change(container));
    expect(contractProblems(contract, damaged)).toHaveLength(1);
  });
});

type Change = (container: Container) => Partial<Container>;

/** Names of what is not optional. */
const always = (entries: Readonly<Record<string, { readonly optional?: string }>>): readonly string[] =>
  Object.keys(entries).filter((name) => entries[name]?.optional === undefined);

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
    ...always(ports).map((name): readonly [string, Change] => [
      `the missing port ${name}`,
      (container) => ({ ports: (container.ports ?? []).filter((port) => port.name !== name) }),
    ]),
    ...Object.keys(probes).map((kind): readonly [string, Change] => [
      `the missing ${kind} probe`,
      () => ({ [`${kind}Probe`]: undefined }),
    ]),
    ...always(writablePaths).map((path): readonly [string, Change] => [
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

it('there is a contract for each program of the application and the infrastructure', () => {
  expect(contracts.map(([name]) => name)).toEqual([
    ...['api', 'dex', 'embedding-inference-api', 'llm-inference-api'],
    ...['worker-collections', 'worker-datasets', 'worker-visualizations-py'],
    ...['grafana', 'minio', 'nats', 'nats/exporter', 'otel-collector', 'postgresql', 'postgresql/exporter'],
    ...['prometheus', 'qdrant', 'quickwit', 'valkey', 'valkey/exporter'],
  ]);
});
