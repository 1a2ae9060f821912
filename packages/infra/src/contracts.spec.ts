import { chartOfServices, contractProblems, readContract, render } from '@semantic-explorer/platform/testing';
import { expect, it } from 'vitest';

import { grafana, minio, nats, otelCollector, postgresql, prometheus, qdrant, quickwit, valkey } from './index.js';

const services = { grafana, minio, nats, otelCollector, postgresql, prometheus, qdrant, quickwit, valkey };

it.each([
  ['grafana', 'grafana/contract.yaml'],
  ['minio', 'minio/contract.yaml'],
  ['nats', 'nats/contract.yaml'],
  ['nats', 'nats/exporter-contract.yaml'],
  ['otelCollector', 'otel-collector/contract.yaml'],
  ['postgresql', 'postgresql/contract.yaml'],
  ['postgresql', 'postgresql/exporter-contract.yaml'],
  ['prometheus', 'prometheus/contract.yaml'],
  ['qdrant', 'qdrant/contract.yaml'],
  ['quickwit', 'quickwit/contract.yaml'],
  ['valkey', 'valkey/contract.yaml'],
  ['valkey', 'valkey/exporter-contract.yaml'],
] as const)('%s agrees with the contract of its program: %s', (service, file) => {
  const objects = render(chartOfServices(services[service]), service === 'valkey' ? { valkey: { enabled: true } } : {});

  expect(contractProblems(readContract(new URL(file, import.meta.url)), objects)).toEqual([]);
});
