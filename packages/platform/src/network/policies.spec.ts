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
const rendered = (values: Readonly<Record<string, unknown>>) => render(chart, values) as readonly Policy[];
/** `{ 'store-ingress': [rule, …] }` with both directions isolated. */
const policies = (values: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(
    rendered({ networkPolicy: { egress: { enabled: true } }, ...values }).map(({ metadata, spec }) => [
      metadata.name.replace('prod-semantic-explorer-', ''),
      spec.ingress ?? spec.egress,
    ]),
  );
const typesOf = (networkPolicy: Readonly<Record<string, unknown>>) =>
  rendered({ networkPolicy }).map(({ metadata, spec }) => [metadata.name, spec.policyTypes]);

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
    expect(typesOf({})).toEqual([
      ['prod-semantic-explorer-default-ingress', ['Ingress']],
      ['prod-semantic-explorer-store-ingress', ['Ingress']],
    ]);
  });

  it('isolate outgoing traffic alone', () => {
    expect(typesOf({ ingress: { enabled: false }, egress: { enabled: true } })).toEqual([
      ['prod-semantic-explorer-default-egress', ['Egress']],
      ['prod-semantic-explorer-store-egress', ['Egress']],
      ['prod-semantic-explorer-client-egress', ['Egress']],
      ['prod-semantic-explorer-watcher-egress', ['Egress']],
    ]);
  });

  it('are none when no direction is isolated', () => {
    expect(typesOf({ ingress: { enabled: false } })).toEqual([]);
  });

  it('select all pods of the release, and the pods of one service', () => {
    const selectors = rendered({}).map(({ spec }) => spec.podSelector);
    expect(selectors).toEqual([
      { matchLabels: { 'app.kubernetes.io/instance': 'prod' } },
      { matchLabels: { 'app.kubernetes.io/name': 'store', 'app.kubernetes.io/instance': 'prod' } },
    ]);
  });

  it('close everything', () => {
    // Without a key: the API server drops an empty list, so every upgrade would change the policy.
    expect(policies()).toMatchObject({ 'default-ingress': undefined, 'default-egress': undefined });
    const keys = rendered({ networkPolicy: { egress: { enabled: true } } })
      .filter(({ metadata }) => metadata.name.includes('-default-'))
      .map(({ spec }) => Object.keys(spec));
    expect(keys).toEqual([
      ['podSelector', 'policyTypes'],
      ['podSelector', 'policyTypes'],
    ]);
  });

  it('open a flow at both of its ends', () => {
    const made = policies();
    expect(made['store-ingress']).toEqual([
      { from: pods('store'), ports: [{ port: 9001, protocol: 'UDP' }] },
      { from: monitoring, ports: [{ port: 9002, protocol: 'TCP' }] },
      { from: pods('client'), ports: [{ port: 9000, protocol: 'TCP' }] },
      { from: pods('watcher'), ports: [{ port: 9002, protocol: 'TCP' }] },
    ]);
    expect(made['client-egress']).toContainEqual({ to: pods('store'), ports: [{ port: 9000, protocol: 'TCP' }] });
    expect(made['client-ingress']).toBeUndefined();
  });

  it('open nothing to what is not deployed', () => {
    const withoutClient = policies({ client: { enabled: false } });
    expect(Object.keys(withoutClient)).toEqual([
      'default-ingress',
      'store-ingress',
      'default-egress',
      'store-egress',
      'watcher-egress',
    ]);
    expect(withoutClient['store-ingress']).toEqual([
      { from: pods('store'), ports: [{ port: 9001, protocol: 'UDP' }] },
      { from: monitoring, ports: [{ port: 9002, protocol: 'TCP' }] },
      { from: pods('watcher'), ports: [{ port: 9002, protocol: 'TCP' }] },
    ]);
    const withoutStore = policies({ store: { enabled: false } });
    expect(withoutStore['store-ingress']).toBeUndefined();
    expect(JSON.stringify(withoutStore)).not.toContain('store');
  });

  it('open ports with metrics to no other Prometheus without its peers', () => {
    const made = rendered({ networkPolicy: { monitoring: { peers: [] } } });
    expect(JSON.stringify(made)).not.toContain('monitoring');
  });

  it('resolve names for those who use them only: the watcher reaches all by address', () => {
    const made = policies();
    expect(JSON.stringify(made['client-egress'])).toContain('kube-dns');
    expect(JSON.stringify(made['watcher-egress'])).not.toContain('kube-dns');
  });
});
