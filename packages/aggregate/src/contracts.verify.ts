import type { Contract } from '@semantic-explorer/platform/testing';
import { podsOf, readContract } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { askContainers } from './testing/ask-container.js';
import { shippedValues } from './testing/value-sets.js';

const packages = new URL('../../', import.meta.url);
/** The programs that package registries offer; fakes play the others, by the same contracts. */
const programs = [
  ['dex', 'dex/src/contract.yaml'],
  ['nats-server', 'infra/src/nats/contract.yaml'],
  // It listens once it has found the server of its pod.
  ['prometheus-nats-exporter', 'infra/src/nats/exporter-contract.yaml', 'nats-server'],
  ['minio', 'infra/src/minio/contract.yaml'],
  ['postgres_exporter', 'infra/src/postgresql/exporter-contract.yaml'],
  ['prometheus', 'infra/src/prometheus/contract.yaml'],
  ['otelcol', 'infra/src/otel-collector/contract.yaml'],
  ['redis_exporter', 'infra/src/valkey/exporter-contract.yaml'],
] as const;

// One server of each: others have addresses of the cluster.
const [, minimal = {}] = shippedValues.find(([name]) => name === 'profiles/minimal') ?? [];
const objects = evaluateChart(semanticExplorer, {
  release: { name: 'prod', namespace: 'explorer' },
  values: [minimal, { prometheus: { enabled: true }, otelCollector: { enabled: true }, valkey: { enabled: true } }],
});

/** The paths that the kubelet and Prometheus ask. */
function pathsOf({ probes, metrics, ports }: Contract): readonly (readonly [number, string])[] {
  const scraped =
    metrics === undefined || 'notScraped' in metrics
      ? []
      : [metrics.port, ...(metrics.also ?? [])].map((port) => ({ port, path: metrics.path }));
  return [...Object.values(probes), ...scraped].flatMap((asked) =>
    'path' in asked ? [[ports[asked.port]?.number ?? 0, asked.path] as const] : [],
  );
}

it.each(programs)(
  '%s, started as the chart has it, listens on the ports and answers the paths of its contract',
  async (name, file, server?: 'nats-server') => {
    const contract = readContract(new URL(file, packages));
    const pod = podsOf(objects).find(
      ({ labels }) => labels['app.kubernetes.io/name'] === (contract.pod ?? contract.container),
    );
    const [main] = pod?.spec.containers ?? [];
    const container = pod?.spec.containers.find((one) => one.name === contract.container);
    if (pod === undefined || main === undefined || container === undefined)
      throw new Error(`The chart has no container ${contract.container}`);
    const ports = Object.values(contract.ports).flatMap(({ number, optional }) =>
      optional === undefined ? [number] : [],
    );
    const paths = pathsOf(contract);
    const beside = server === undefined ? [] : [{ program: server, container: main }];

    const started = [...beside, { program: name, container }];
    const { output, ...answers } = await askContainers(started, pod, objects, { ports, paths });

    expect(answers, output).toEqual({
      ports: Object.fromEntries(ports.map((port) => [String(port), true])),
      paths: Object.fromEntries(paths.map(([port, path]) => [`:${String(port)}${path}`, 200])),
      ended: false,
    });
  },
  60_000,
);
