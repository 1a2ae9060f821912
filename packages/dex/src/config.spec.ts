import { parseValues } from 'chartkit';
import { expect, it } from 'vitest';

import { defaultConfig } from './testing/default-config.js';
import type { Values } from './testing/dex-chart.js';
import { ofKind, valueSets } from './testing/dex-chart.js';

const configText = (values?: Values): string =>
  (ofKind('ConfigMap', values)?.['data'] as Readonly<Record<string, string>>)['config.yaml'] ?? '';

it('stands in the ConfigMap, without a secret', () => {
  expect(ofKind('ConfigMap')).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'prod-semantic-explorer-dex',
      namespace: 'explorer',
      labels: {
        'app.kubernetes.io/name': 'dex',
        'app.kubernetes.io/instance': 'prod',
        'app.kubernetes.io/version': '1.0.0',
        'app.kubernetes.io/part-of': 'semantic-explorer',
        'app.kubernetes.io/managed-by': 'Helm',
        'helm.sh/chart': 'semantic-explorer-1.0.0',
      },
    },
    data: { 'config.yaml': defaultConfig },
  });
});

it('takes passwords of databases, people, clients and GitHub from the environment', () => {
  expect(parseValues(configText(valueSets['shared by several pods, behind an Ingress']), 'config.yaml')).toEqual({
    issuer: 'https://login.example.com/dex',
    storage: {
      type: 'postgres',
      config: {
        host: 'db.example.com',
        port: 5432,
        database: 'dex',
        user: 'dex',
        password: '$DEX_POSTGRES_PASSWORD',
        ssl: { mode: 'require' },
      },
    },
    web: { http: '0.0.0.0:5556' },
    grpc: { addr: '0.0.0.0:5557' },
    telemetry: { http: '0.0.0.0:5558' },
    logger: { level: 'debug', format: 'text' },
    expiry: {
      idTokens: '1h',
      authRequests: '24h',
      deviceRequests: '5m',
      refreshTokens: { reuseInterval: '3s', validIfNotUsedFor: '2160h', absoluteLifetime: '720h' },
    },
    oauth2: { skipApprovalScreen: true },
    staticClients: [
      {
        id: 'explorer',
        name: 'Semantic Explorer',
        secretEnv: 'OIDC_CLIENT_SECRET',
        redirectURIs: ['https://explorer.example.com/auth_callback'],
      },
      { id: 'grafana', name: 'Grafana', secretEnv: 'GRAFANA_SECRET', redirectURIs: ['https://grafana.example.com/'] },
      {
        id: 'cli',
        name: 'Command line',
        public: true,
        redirectURIs: ['http://localhost:8000', 'http://localhost:8001'],
      },
    ],
    enablePasswordDB: true,
    staticPasswords: [
      {
        email: 'admin@example.com',
        username: 'admin',
        preferredUsername: 'admin',
        userID: '1',
        hashFromEnv: 'ADMIN_HASH',
      },
    ],
    connectors: [
      {
        type: 'github',
        id: 'github',
        name: 'GitHub',
        config: {
          clientID: '$GITHUB_CLIENT_ID',
          clientSecret: '$GITHUB_CLIENT_SECRET',
          redirectURI: 'https://login.example.com/dex/callback',
          orgs: [{ name: 'fishysoftware' }, { name: 'other' }],
        },
      },
    ],
  });
});

it('lets everybody on GitHub in when no organization is named, and serves no gRPC when told so', () => {
  const config = parseValues(configText(valueSets['in memory, with GitHub alone']), 'config.yaml');
  expect(config).toMatchObject({ storage: { type: 'memory' }, enablePasswordDB: false });
  expect(config).not.toHaveProperty('grpc');
  expect(config).not.toHaveProperty('staticPasswords');
  expect(config).not.toHaveProperty('connectors.0.config.orgs');
});

it.each([
  ['no preferred username', {}, 'Ada'],
  ['an empty one', { preferredUsername: '' }, 'Ada'],
  ['one of its own', { preferredUsername: 'ada' }, 'ada'],
])('gives a user with %s the claim that the API asks for', (_, given, preferredUsername) => {
  const ada = { email: 'ada@example.com', username: 'Ada', userID: '1', hashFromEnv: 'HASH' };
  const values = { dex: { config: { staticPasswords: [{ ...ada, ...given }] } } };
  expect(parseValues(configText(values), 'config.yaml')).toMatchObject({
    staticPasswords: [{ ...ada, preferredUsername }],
  });
});

it('has a client for the proxy in front of the API, when there is one', () => {
  const values = { authProxy: { enabled: true }, api: { publicUrl: 'https://explorer.example.com' } };
  expect((parseValues(configText(values), 'config.yaml')['staticClients'] as readonly unknown[]).slice(1)).toEqual([
    {
      id: 'semantic-explorer-auth-proxy',
      name: 'Semantic Explorer',
      secretEnv: 'AUTH_PROXY_CLIENT_SECRET',
      redirectURIs: ['https://explorer.example.com/oauth2/callback'],
    },
  ]);
});
