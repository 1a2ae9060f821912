import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { grafana } from './builder.js';
import { dashboardDefinitions } from './dashboards/dashboards.js';
import { dashboard } from './dashboards/panels.js';

const chart = chartOfServices(grafana);
const withLogin = {
  grafana: {
    publicUrl: 'https://dashboards.example.com',
    oidc: { enabled: true, role: 'Editor' },
    persistence: { enabled: false },
    ingress: { enabled: true, host: 'dashboards.example.com' },
  },
};
const dataOf = (values: Readonly<Record<string, unknown>>, name: string) =>
  ofKind(render(chart, values), 'ConfigMap').find(
    ({ metadata }) => (metadata as { readonly name: string }).name === `prod-semantic-explorer-grafana-${name}`,
  )?.['data'] as Readonly<Record<string, string>>;
const variables = (values: Readonly<Record<string, unknown>>) =>
  new Map(podsOf(render(chart, values))[0]?.spec.containers[0]?.env?.map(({ name, ...rest }) => [name, rest]));

describe('Grafana', () => {
  it.each([
    ['by default', {}],
    ['with a login through Dex', withLogin],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(render(chart, values))).toEqual([]);
  });

  it('has no rights in the cluster', () => {
    expect(namesOf(render(chart))).toEqual([
      'ServiceAccount prod-semantic-explorer-grafana',
      'ConfigMap prod-semantic-explorer-grafana-provisioning',
      'ConfigMap prod-semantic-explorer-grafana-dashboards',
      'Service prod-semantic-explorer-grafana',
      'Service prod-semantic-explorer-grafana-headless',
      'StatefulSet prod-semantic-explorer-grafana',
    ]);
  });

  const sources = (values: Readonly<Record<string, unknown>>): unknown =>
    parse(dataOf(values, 'provisioning')['datasources.yaml'] ?? '');
  const nothing = { prometheus: { enabled: false }, quickwit: { enabled: false } };
  const traces = (url: string) => ({
    name: 'Quickwit traces',
    uid: 'quickwit-traces',
    type: 'jaeger',
    access: 'proxy',
    url: `${url}/api/v1/otel-traces-v0_9/jaeger`,
  });

  it('asks Prometheus and Quickwit of the release, if there are any', () => {
    expect(sources({})).toEqual({
      apiVersion: 1,
      prune: true,
      datasources: [
        {
          name: 'Prometheus',
          uid: 'prometheus',
          type: 'prometheus',
          access: 'proxy',
          url: 'http://prod-semantic-explorer-prometheus:9090',
          isDefault: true,
        },
        traces('http://prod-semantic-explorer-quickwit:7280'),
      ],
    });
    expect(sources(nothing)).toEqual({ apiVersion: 1, prune: true });
  });

  it('asks the nodes that search where Quickwit has some, or a Quickwit elsewhere', () => {
    const split = { quickwit: { roles: 'split' }, prometheus: { enabled: false } };
    expect(sources(split)).toMatchObject({
      datasources: [traces('http://prod-semantic-explorer-quickwit-searcher:7280')],
    });
    const elsewhere = { ...nothing, quickwit: { enabled: false, external: { url: 'https://quickwit.example.com' } } };
    expect(sources(elsewhere)).toMatchObject({ datasources: [traces('https://quickwit.example.com')] });
  });

  it('searches logs by a plugin that the deployer brings along', () => {
    const values = { grafana: { quickwitPlugin: { enabled: true, existingClaim: 'plugins' } } };
    expect((sources(values) as { readonly datasources: readonly unknown[] }).datasources[2]).toEqual({
      name: 'Quickwit logs',
      uid: 'quickwit-logs',
      type: 'quickwit-quickwit-datasource',
      access: 'proxy',
      url: 'http://prod-semantic-explorer-quickwit:7280/api/v1',
      jsonData: { index: 'otel-logs-v0_9', logMessageField: 'body.message', logLevelField: 'severity_text' },
    });
    const [pod] = podsOf(render(chart, values));
    expect(pod?.spec.volumes).toContainEqual({
      name: 'plugins',
      persistentVolumeClaim: { claimName: 'plugins', readOnly: true },
    });
    expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: 'plugins',
      mountPath: '/etc/grafana/plugins',
      readOnly: true,
    });
    expect(variables(values).get('GF_PATHS_PLUGINS')).toEqual({ value: '/etc/grafana/plugins' });
    expect(variables({}).get('GF_PATHS_PLUGINS')).toBeUndefined();
  });

  it('has the data sources of the deployer beside them', () => {
    const loki = { type: 'loki', url: 'http://loki:3100' };
    const jaeger = { type: 'jaeger', url: 'http://jaeger:16686', jsonData: { nodeGraph: { enabled: true } } };
    expect(sources({ ...nothing, grafana: { extraDataSources: { Traces: jaeger, Logs: loki } } })).toMatchObject({
      datasources: [
        { name: 'Logs', ...loki, access: 'proxy' },
        { name: 'Traces', ...jaeger, access: 'proxy' },
      ],
    });
  });

  it('takes its credentials from the generated Secret', () => {
    const secret = (key: string) => ({
      valueFrom: { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key } },
    });
    expect(variables({}).get('GF_SECURITY_ADMIN_PASSWORD')).toEqual(secret('grafana-admin-password'));
    expect(variables({}).get('GF_SECURITY_SECRET_KEY')).toEqual(secret('grafana-secret-key'));
  });

  it('logs people in at the issuer of Dex', () => {
    expect([...variables(withLogin)].filter(([name]) => name.startsWith('GF_AUTH_GENERIC_OAUTH_'))).toEqual([
      ['GF_AUTH_GENERIC_OAUTH_ENABLED', { value: 'true' }],
      ['GF_AUTH_GENERIC_OAUTH_NAME', { value: 'Dex' }],
      ['GF_AUTH_GENERIC_OAUTH_CLIENT_ID', { value: 'grafana' }],
      [
        'GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET',
        { valueFrom: { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'grafana-client-secret' } } },
      ],
      ['GF_AUTH_GENERIC_OAUTH_SCOPES', { value: 'openid profile email' }],
      ['GF_AUTH_GENERIC_OAUTH_AUTH_URL', { value: 'http://prod-semantic-explorer-dex:5556/dex/auth' }],
      ['GF_AUTH_GENERIC_OAUTH_TOKEN_URL', { value: 'http://prod-semantic-explorer-dex:5556/dex/token' }],
      ['GF_AUTH_GENERIC_OAUTH_API_URL', { value: 'http://prod-semantic-explorer-dex:5556/dex/userinfo' }],
      ['GF_AUTH_GENERIC_OAUTH_USE_PKCE', { value: 'true' }],
      ['GF_AUTH_GENERIC_OAUTH_ALLOW_SIGN_UP', { value: 'true' }],
      ['GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH', { value: "'Editor'" }],
    ]);
  });

  it('is refused with values that contradict each other', () => {
    expect(
      refusalsOf(chart, {
        dex: { enabled: false },
        oidc: { issuerUrl: 'https://login.example.com' },
        quickwit: { enabled: false },
        grafana: {
          oidc: { enabled: true, clientId: 'semantic-explorer' },
          quickwitPlugin: { enabled: true },
          ingress: { enabled: true },
          persistence: { enabled: false, existingClaim: 'x' },
        },
      }),
    ).toEqual([
      {
        path: 'grafana.quickwitPlugin.existingClaim',
        problem: 'is needed when grafana.quickwitPlugin.enabled is true',
      },
      {
        path: 'grafana.quickwitPlugin.enabled',
        problem: 'must be false when there is no Quickwit (quickwit.enabled, quickwit.external.url)',
      },
      {
        path: 'grafana.oidc.clientId',
        problem: 'must be another one than oidc.clientId, which is that of the API',
      },
      {
        path: 'grafana.oidc.enabled',
        problem: 'must be false when dex.enabled is false: the login goes through Dex',
      },
      { path: 'grafana.ingress.host', problem: 'is needed when grafana.ingress.enabled is true' },
      {
        path: 'grafana.persistence.existingClaim',
        problem: 'is given, but grafana.persistence.enabled is false, so that it would not be used',
      },
    ]);
  });
});

describe('dashboards', () => {
  it.each(Object.entries(dashboardDefinitions))(
    'are placed without overlap and fit a ConfigMap: %s',
    (name, definition) => {
      const { panels = [], uid } = dashboard(definition);
      const places = panels.map(({ gridPos }) => `${String(gridPos?.x)},${String(gridPos?.y)}`);
      expect(uid).toBe(`semantic-explorer-${name.replace('.json', '')}`);
      expect(new Set(places).size).toBe(panels.length);
      expect(Buffer.byteLength(dataOf({}, 'dashboards')[name] ?? '')).toBeLessThan(250_000);
    },
  );

  it('are the same each time', () => {
    for (const definition of Object.values(dashboardDefinitions)) {
      expect(JSON.stringify(dashboard(definition))).toBe(JSON.stringify(dashboard(definition)));
    }
  });
});
