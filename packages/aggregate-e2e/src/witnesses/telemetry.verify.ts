import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { startCollector } from './testing/collector.js';
import type { Fake, Servers } from './testing/servers.js';
import { startServers } from './testing/servers.js';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

interface Contract {
  readonly exports: { readonly histograms: readonly string[]; readonly others: readonly string[] };
}

const packages = resolve(import.meta.dirname, '../../..');
const exportsOf = (service: string): readonly string[] => {
  const { exports } = parse(readFileSync(join(packages, service, 'src/contract.yaml'), 'utf8')) as Contract;
  return [...exports.histograms, ...exports.others];
};

describe('metrics', () => {
  it.each(['api', 'embedding-inference-api', 'llm-inference-api'] as const)(
    '%s exports nothing that its contract does not name',
    async (name) => {
      const fake = await servers.start(name);
      await fake.answer('/health/live');
      if (name === 'embedding-inference-api') await embed(fake.address);
      const served = [...(await fake.answer('/metrics')).matchAll(/^# TYPE (\w+) /gm)].map(([, family]) => family);
      const known = [...exportsOf(name), 'target_info'];

      expect(served.length).toBeGreaterThan(5);
      expect(served.filter((family) => !known.includes(family ?? ''))).toEqual([]);
      await fake.stop();
    },
  );
});

/** Makes the service record a request. */
const embed = (address: string): Promise<Response> =>
  fetch(`${address}/api/embed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'small', text: 'ready' }),
  });

describe('OTLP', () => {
  interface Telemetry {
    readonly problem?: string;
    readonly acknowledged: number;
  }
  const telemetryOf = async (fake: Fake): Promise<Telemetry> => {
    const { telemetry } = JSON.parse(await fake.answer('/fake/report')) as { readonly telemetry: Telemetry };
    return telemetry;
  };
  const pushing = { OTEL_ENABLED: 'true', OTEL_METRIC_EXPORT_INTERVAL: '500' };

  it.each([
    ['api', 'trace'],
    ['embedding-inference-api', 'logs'],
    ['llm-inference-api', 'logs'],
    ['worker-collections', 'metrics'],
    ['worker-datasets', 'metrics'],
  ] as const)('gets from %s what it sends to a URL with http://', async (name, signal) => {
    shows('otelCollector.external.url', name);
    const collector = await startCollector();
    const fake = await servers.start(name, { ...pushing, OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.address}` });
    if (name === 'api') await fake.answer('/health/live');

    // Spans and logs are sent every five seconds. Services have no spans without a request, and workers without a job.
    await expect
      .poll(() => collector.signals(), { timeout: 25_000 })
      .toEqual(expect.arrayContaining([...new Set(['logs', signal])]));
    if (name === 'api') expect((await telemetryOf(fake)).acknowledged).toBeGreaterThan(0);
    await fake.stop();
    await collector.stop();
  });

  it.each(['api', 'embedding-inference-api', 'llm-inference-api', 'worker-collections', 'worker-datasets'] as const)(
    'gets nothing from %s at a URL with https://',
    async (name) => {
      const collector = await startCollector(servers.certificate);
      const fake = await servers.start(name, {
        ...pushing,
        OTEL_EXPORTER_OTLP_ENDPOINT: `https://${collector.address}`,
        SSL_CERT_FILE: servers.certificate.authority,
      });

      await expect
        .poll(() => telemetryOf(fake), { timeout: 20_000 })
        .toMatchObject({ acknowledged: 0, problem: expect.stringContaining('transport error') as string });
      expect(collector.signals()).toEqual([]);
      await fake.stop();
      await collector.stop();
    },
  );
});
