import { podsOf } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { release } from './testing/surroundings.js';
import { valueSets } from './testing/value-sets.js';

/** Containers that use the queue, and the keys of their values. */
const clients: Readonly<Record<string, string>> = {
  api: 'api',
  'worker-collections': 'workerCollections',
  'worker-datasets': 'workerDatasets',
  'worker-visualizations-py': 'workerVisualizationsPy',
};

/** Whether values say that the image of a client can log in itself, from its NATS_URL. */
const logsIn = (values: Readonly<Record<string, unknown>>, client: string): boolean => {
  const given = values[clients[client] ?? ''] as { readonly resolvedLimitations?: readonly string[] } | undefined;
  return given?.resolvedLimitations?.includes('natsLogin') ?? false;
};

describe.each(valueSets)('clients of the queue: %s', (_, values) => {
  const containers = podsOf(evaluateChart(semanticExplorer, { release, values: [values] })).flatMap(
    ({ spec }) => spec.containers,
  );

  it('have no login in their environment, because they log their whole NATS_URL', () => {
    const logins = containers
      .filter(({ name }) => name in clients && !logsIn(values, name))
      .flatMap(({ name, env = [] }) => env.map((variable) => ({ container: name, ...variable })))
      .filter(({ name, value = '' }) => name === 'NATS_PASSWORD' || /^(nats|tls):.*@|NATS_PASSWORD/.test(value));
    expect(logins).toEqual([]);
  });

  it('agree on the replicas of streams, which each of them sets', () => {
    const replicas = containers
      .flatMap(({ env = [] }) => env)
      .filter(({ name }) => name === 'NATS_REPLICAS')
      .map(({ value }) => value);
    expect(new Set(replicas).size).toBeLessThanOrEqual(1);
  });
});

it.each(Object.values(clients))('no deployer sets the address of the queue or its replicas for %s alone', (key) => {
  const refused = (name: string) => () =>
    evaluateChart(semanticExplorer, { release, values: [{ [key]: { extraEnvironment: { [name]: '1' } } }] });
  expect(refused('NATS_REPLICAS')).toThrow(`${key}.extraEnvironment`);
  expect(refused('NATS_URL')).toThrow(`${key}.extraEnvironment`);
});
