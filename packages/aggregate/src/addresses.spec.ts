import type { Manifest } from 'chartkit';
import { evaluateChart } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { serviceAddresses, unresolvedAddresses } from './testing/service-addresses.js';
import { valueSets } from './testing/value-sets.js';

const release = { name: 'test', namespace: 'tests' };

/** The name with which all names start. */
function fullnameOf(objects: readonly Manifest[]): string {
  const names = objects.map(({ metadata }) => (metadata as { readonly name: string }).name);
  return names.find((name) => name.endsWith('-scripts'))?.slice(0, -'-scripts'.length) ?? '';
}

describe('addresses in the chart', () => {
  it.each(valueSets)('are those of Services and their ports: %s', (_, values) => {
    const objects = evaluateChart(semanticExplorer, { release, values: [values] });
    expect(unresolvedAddresses(objects, fullnameOf(objects))).toEqual([]);
  });

  it('are found at all', () => {
    const objects = evaluateChart(semanticExplorer, { release });
    expect(serviceAddresses(objects, fullnameOf(objects)).length).toBeGreaterThan(20);
  });

  it('are missed when their Service or port is missing', () => {
    const client = {
      kind: 'ConfigMap',
      metadata: { name: 'client' },
      data: {
        urls: 'http://a-store:80, http://a-queue:1, tcp://a-queue-0.a-queue-headless.ns.svc:2, http://b-store:80',
      },
    };
    const service = (name: string, port: number) => ({
      kind: 'Service',
      metadata: { name },
      spec: { ports: [{ port }] },
    });
    expect(unresolvedAddresses([client, service('a-queue', 2), service('a-queue-headless', 2)], 'a')).toEqual([
      'ConfigMap client: data.urls: there is no Service for a-store',
      'ConfigMap client: data.urls: the Service for a-queue has no port 1',
    ]);
  });
});
