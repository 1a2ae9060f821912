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
  const noAuditEvents = { grafana: { auditEvents: { enabled: false } } };
  const nothing = { prometheus: { enabled: false }, quickwit: { enabled: false }, ...noAuditEvents };
  const traces = (url: string) => ({
    name: 'Quickwit traces',
    uid: 'quickwit-traces',
    type: 'jaeger',
    access: 'proxy',
    url: `${url}/api/v1/otel-traces-v0_9/jaeger`,
  });

  it('asks Prometheus and Quickwit of the release, if there are any', () => {
    expect(sources(noAuditEvents)).toEqual({
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
    const split = { ...nothing, quickwit: { roles: 'split' } };
    expect(sources(split)).toMatchObject({
      datasources: [traces('http://prod-semantic-explorer-quickwit-searcher:7280')],
    });
    const elsewhere = { ...nothing, quickwit: { enabled: false, external: { url: 'https://quickwit.example.com' } } };
    expect(sources(elsewhere)).toMatchObject({ datasources: [traces('https://quickwit.example.com')] });
  });

  it('searches logs by a plugin that the deployer brings along', () => {
    const values = { grafana: { quickwitPlugin: { enabled: true, existingClaim: 'plugins' } } };
    const { datasources } = sources(values) as { readonly datasources: readonly unknown[] };
    expect(datasources[3]).toMatchObject({ uid: 'quickwit-spans', jsonData: { index: 'otel-traces-v0_9' } });
    expect(datasources[2]).toEqual({
      name: 'Quickwit logs',
      uid: 'quickwit-logs',
      type: 'quickwit-quickwit-datasource',
      access: 'proxy',
      url: 'http://prod-semantic-explorer-quickwit:7280/api/v1',
      jsonData: {
        index: 'otel-logs-v0_9',
        logMessageField: 'body.message',
        logLevelField: 'severity_text',
        dataLinks: [
          {
            field: 'trace_id',
            url: '$${__value.raw}',
            urlDisplayLabel: 'Trace',
            datasourceUid: 'quickwit-traces',
            base64TraceId: false,
          },
        ],
      },
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
    expect(
      sources({ ...nothing, grafana: { ...noAuditEvents.grafana, extraDataSources: { Traces: jaeger, Logs: loki } } }),
    ).toMatchObject({
      datasources: [
        { name: 'Logs', ...loki, access: 'proxy' },
        { name: 'Traces', ...jaeger, access: 'proxy' },
      ],
    });
  });

  const auditSource = (values: Readonly<Record<string, unknown>>) =>
    sources({ prometheus: { enabled: false }, quickwit: { enabled: false }, ...values });
  const externalDatabase = (external: object) => ({
    postgresql: { enabled: false, external: { host: 'db.example.com', ...external } },
    grafana: { auditEvents: { existingSecret: 'reader' } },
  });

  it('reads audit events with a role that has a password of its own', () => {
    expect(auditSource({})).toEqual({
      apiVersion: 1,
      prune: true,
      datasources: [
        {
          name: 'Audit events',
          uid: 'audit-events',
          type: 'postgres',
          access: 'proxy',
          url: 'prod-semantic-explorer-postgresql:5432',
          user: 'audit_reader',
          jsonData: { database: 'explorer', sslmode: 'disable', maxOpenConns: 3, maxIdleConns: 1 },
          secureJsonData: { password: '$__env{AUDIT_READER_PASSWORD}' },
        },
      ],
    });
    expect(variables({}).get('AUDIT_READER_PASSWORD')).toEqual({
      valueFrom: {
        secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'postgresql-audit-reader-password' },
      },
    });
    expect(auditSource({ postgresql: { tls: { secretName: 'tls' } } })).toMatchObject({
      datasources: [{ jsonData: { sslmode: 'require' } }],
    });
  });

  it('reads those of an external PostgreSQL when it has a password there', () => {
    const values = externalDatabase({});
    expect(auditSource(values)).toMatchObject({
      datasources: [{ url: 'db.example.com:5432', jsonData: { sslmode: 'require' } }],
    });
    expect(variables(values).get('AUDIT_READER_PASSWORD')).toEqual({
      valueFrom: { secretKeyRef: { name: 'reader', key: 'password' } },
    });
    expect(Object.keys(dataOf(values, 'dashboards'))).toContain('audit-events.json');

    const without = { ...values, grafana: {} };
    expect(auditSource(without)).toEqual({ apiVersion: 1, prune: true });
    expect(variables(without).get('AUDIT_READER_PASSWORD')).toBeUndefined();
    expect(Object.keys(dataOf(without, 'dashboards'))).not.toContain('audit-events.json');
  });

  it('checks the certificate of an external PostgreSQL by private authorities', () => {
    const values = {
      ...externalDatabase({ sslMode: 'verify-full' }),
      trustedCertificates: { secretName: 'authorities' },
    };
    expect(auditSource(values)).toMatchObject({
      datasources: [
        {
          jsonData: {
            sslmode: 'verify-full',
            tlsConfigurationMethod: 'file-path',
            sslRootCertFile: '/etc/trusted-certificates/ca-bundle.crt',
          },
        },
      ],
    });
    const [pod] = podsOf(render(chart, values));
    expect(pod?.spec.initContainers?.map(({ name }) => name)).toEqual(['write-ca-bundle']);
    expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: 'ca-bundle',
      mountPath: '/etc/trusted-certificates',
      readOnly: true,
    });
  });

  it('has the dashboard of logs only with the plugin that reads them', () => {
    const plugin = { grafana: { quickwitPlugin: { enabled: true, existingClaim: 'plugins' } } };
    expect(Object.keys(dataOf({}, 'dashboards'))).not.toContain('logs-and-traces.json');
    expect(Object.keys(dataOf(plugin, 'dashboards'))).toContain('logs-and-traces.json');
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
          auditEvents: { existingSecret: 'reader' },
          oidc: { enabled: true, clientId: 'semantic-explorer' },
          quickwitPlugin: { enabled: true },
          ingress: { enabled: true },
          persistence: { enabled: false, existingClaim: 'x' },
        },
      }),
    ).toEqual([
      {
        path: 'grafana.auditEvents.existingSecret',
        problem: 'must be empty when postgresql.enabled is true: the password is in the Secret of postgresql.auth then',
      },
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
      const values = { grafana: { quickwitPlugin: { enabled: true, existingClaim: 'plugins' } } };
      const size = Buffer.byteLength(dataOf(values, 'dashboards')[name] ?? '');
      expect(size).toBeGreaterThan(1000);
      expect(size).toBeLessThan(250_000);
    },
  );

  it('are the same each time', () => {
    for (const definition of Object.values(dashboardDefinitions)) {
      expect(JSON.stringify(dashboard(definition))).toBe(JSON.stringify(dashboard(definition)));
    }
  });
});
