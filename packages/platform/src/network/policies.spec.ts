import { boolean, object, slice, str } from 'chartkit';
import type { Manifest } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { connect } from '../connections/connection.js';
import type { Connection } from '../connections/connection.js';
import { chartOfServices, render } from '../testing/index.js';
import { networkedService } from './networked-service.js';
import { networkPolicies } from './policies.js';

const enabled = (what: string) => boolean({ default: true, description: `Deploy ${what}.` });
const storeValues = object({ enabled: enabled('the store') }, { description: 'The store.' });
const storeSlice = slice('store', storeValues);

const storeConnection: Connection = {
  name: 'store',
  slices: [storeSlice],
  waitUrl: str`http://store:${9000}/`,
  server: { service: 'store', port: 9000, deployed: storeSlice.values.enabled },
  environment: [],
};

const nothing = () => undefined;
const store = networkedService({
  name: 'store',
  source: 'store.ts',
  key: 'store',
  values: storeValues,
  enabled: (values) => values.enabled,
  network: () => ({ peers: [{ port: 9001, protocol: 'UDP' }], scraped: [{ port: 9002 }] }),
  build: nothing,
});
const client = networkedService({
  name: 'client',
  source: 'client.ts',
  key: 'client',
  values: object({ enabled: enabled('the client') }, { description: 'The client.' }),
  connections: [connect(storeConnection)],
  enabled: (values) => values.enabled,
  build: nothing,
});
const watcher = networkedService({
  name: 'watcher',
  source: 'watcher.ts',
  network: () => ({ scrapes: true, outbound: [{ to: 'kubernetes-api' }] }),
  build: nothing,
});
const chart = chartOfServices(store, client, watcher, networkPolicies([store, client, watcher]));

interface Policy extends Manifest {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<'podSelector' | 'policyTypes' | 'ingress' | 'egress', unknown>>;
}
const policies = (values: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(
    (render(chart, { networkPolicy: { egress: { enabled: true } }, ...values }) as readonly Policy[]).map(
      ({ metadata, spec }) => [metadata.name.replace(/^.*-/, ''), { ingress: spec.ingress, egress: spec.egress }],
    ),
  );

const pods = (name: string) => [
  { podSelector: { matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'prod' } } },
];

/** Another Prometheus, where the chart kube-prometheus-stack puts it by default in the namespace `monitoring`. */
const monitoring = [
  {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  },
];

describe('network policies', () => {
  it('isolate incoming traffic by default', () => {
    const made = render(chart, {}) as readonly Policy[];
    expect(made.map(({ metadata, spec }) => [metadata.name, spec.policyTypes, spec.egress])).toEqual([
      ['prod-semantic-explorer-default', ['Ingress'], undefined],
      ['prod-semantic-explorer-store', ['Ingress'], undefined],
    ]);
  });

  it('are none when no direction is isolated', () => {
    expect(render(chart, { networkPolicy: { ingress: { enabled: false } } })).toEqual([]);
  });

  it('isolate outgoing traffic alone', () => {
    const made = render(chart, {
      networkPolicy: { ingress: { enabled: false }, egress: { enabled: true } },
    }) as readonly Policy[];
    expect(made.map(({ metadata, spec }) => [metadata.name, spec.policyTypes, spec.ingress])).toEqual(
      ['default', 'store', 'client', 'watcher'].map((name) => [
        `prod-semantic-explorer-${name}`,
        ['Egress'],
        undefined,
      ]),
    );
  });

  it('close everything', () => {
    expect(policies()['default']).toEqual({ ingress: [], egress: [] });
  });

  it('open a flow at both of its ends', () => {
    const { store: server, client: user } = policies();
    expect(server?.ingress).toEqual([
      { from: pods('store'), ports: [{ port: 9001, protocol: 'UDP' }] },
      { from: monitoring, ports: [{ port: 9002, protocol: 'TCP' }] },
      { from: pods('client'), ports: [{ port: 9000, protocol: 'TCP' }] },
      { from: pods('watcher'), ports: [{ port: 9002, protocol: 'TCP' }] },
    ]);
    expect(user?.egress).toContainEqual({ to: pods('store'), ports: [{ port: 9000, protocol: 'TCP' }] });
    expect(user?.ingress ?? []).toEqual([]);
  });

  it('open nothing to what is not deployed', () => {
    expect(policies({ client: { enabled: false } })).toEqual({
      default: expect.anything() as unknown,
      store: expect.objectContaining({
        ingress: [
          { from: pods('store'), ports: [{ port: 9001, protocol: 'UDP' }] },
          { from: monitoring, ports: [{ port: 9002, protocol: 'TCP' }] },
          { from: pods('watcher'), ports: [{ port: 9002, protocol: 'TCP' }] },
        ],
      }) as unknown,
      watcher: expect.anything() as unknown,
    });
    const { client: alone, store: absent } = policies({ store: { enabled: false } });
    expect(absent).toBeUndefined();
    expect(JSON.stringify(alone)).not.toContain('store');
  });

  it('resolve names for those who use them only: the watcher reaches all by address', () => {
    const { client: user, watcher: reader } = policies();
    expect(JSON.stringify(user?.egress)).toContain('kube-dns');
    expect(JSON.stringify(reader?.egress)).not.toContain('kube-dns');
  });
});
