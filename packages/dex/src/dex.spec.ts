import { commonValues } from '@semantic-explorer/platform';
import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart, parseValues, RefusedValuesError } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import { dex } from './index.js';

const chart = composeChart({
  metadata: {
    name: 'semantic-explorer',
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'Dex alone.',
    kubeVersion: '>=1.30.0-0',
  },
  common: commonValues,
  services: [dex],
});
const render = (values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  evaluateChart(chart, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });
const ofKind = (kind: string, values?: Readonly<Record<string, unknown>>): Manifest | undefined =>
  render(values).find((object) => object['kind'] === kind);
const config = (values?: Readonly<Record<string, unknown>>): string =>
  (ofKind('ConfigMap', values)?.['data'] as Readonly<Record<string, string>>)['config.yaml'] ?? '';

const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'in memory': { dex: { config: { storage: { type: 'memory' } } } },
  'on a claim': { dex: { persistence: { enabled: true, storageClass: 'fast' } } },
  'shared by several pods, with GitHub': {
    api: { publicUrl: 'https://explorer.example.com' },
    dex: {
      issuer: 'https://login.example.com/dex',
      replicaCount: 3,
      config: {
        storage: { type: 'postgres', postgres: { host: 'db.example.com', existingSecret: 'dex-database' } },
        github: { enabled: true, organizations: ['fishysoftware'], existingSecret: 'github' },
        staticPasswords: [{ email: 'admin@example.com', username: 'admin', userID: '1', hashFromEnv: 'ADMIN_HASH' }],
      },
      env: { HTTPS_PROXY: 'http://proxy:3128' },
      envFrom: [{ secretRef: { name: 'dex-hashes' } }],
      ingress: { enabled: true, host: 'login.example.com', tlsSecretName: 'login-tls' },
    },
  },
};

describe('Dex', () => {
  it.each(Object.entries(valueSets))(
    'consists of objects that Kubernetes takes, oldest and newest: %s',
    (_, values) => {
      const problems = render(values).flatMap((object) =>
        Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
      );
      expect(problems).toEqual([]);
    },
  );

  it('is configured for the API, without a secret', () => {
    expect(config()).toBe(`issuer: "http://prod-semantic-explorer-dex:5556/dex"
storage:
  type: sqlite3
  config:
    file: /var/dex/dex.db
web:
  http: "0.0.0.0:5556"
grpc:
  addr: "0.0.0.0:5557"
telemetry:
  http: "0.0.0.0:5558"
logger:
  level: "info"
  format: "json"
expiry:
  idTokens: "24h"
  authRequests: "24h"
oauth2:
  skipApprovalScreen: true
staticClients:
  - id: "semantic-explorer"
    name: Semantic Explorer
    secretEnv: OIDC_CLIENT_SECRET
    redirectURIs:
      - "http://localhost:8080/auth_callback"
`);
  });

  it('takes passwords of databases, people and GitHub from its environment', () => {
    expect(parseValues(config(valueSets['shared by several pods, with GitHub']), 'config.yaml')).toMatchObject({
      issuer: 'https://login.example.com/dex',
      storage: {
        type: 'postgres',
        config: { host: 'db.example.com', port: 5432, password: '$DEX_POSTGRES_PASSWORD', ssl: { mode: 'require' } },
      },
      staticClients: [{ redirectURIs: ['https://explorer.example.com/auth_callback'] }],
      enablePasswordDB: true,
      staticPasswords: [{ email: 'admin@example.com', username: 'admin', userID: '1', hashFromEnv: 'ADMIN_HASH' }],
      connectors: [
        {
          type: 'github',
          config: {
            clientID: '$GITHUB_CLIENT_ID',
            redirectURI: 'https://login.example.com/dex/callback',
            orgs: [{ name: 'fishysoftware' }],
          },
        },
      ],
    });
  });

  it('serves its three ports and is probed on the one for telemetry', () => {
    expect((ofKind('Service')?.['spec'] as { ports: unknown }).ports).toEqual([
      { name: 'http', port: 5556, targetPort: 'http' },
      { name: 'grpc', port: 5557, targetPort: 'grpc' },
      { name: 'telemetry', port: 5558, targetPort: 'telemetry' },
    ]);
    expect(ofKind('Deployment')?.['spec']).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
      template: {
        spec: {
          containers: [
            {
              command: ['dex', 'serve', '/etc/dex/config.yaml'],
              readinessProbe: {
                httpGet: { path: '/healthz/ready', port: 'telemetry' },
                periodSeconds: 10,
                timeoutSeconds: 3,
                failureThreshold: 3,
              },
              volumeMounts: [
                { name: 'config', mountPath: '/etc/dex', readOnly: true },
                { name: 'state', mountPath: '/var/dex' },
              ],
            },
          ],
          volumes: [{ name: 'config' }, { name: 'state', emptyDir: { sizeLimit: '1Gi' } }],
        },
      },
    });
  });

  it('is refused with values that cannot work, with every reason at once', () => {
    const values = { dex: { replicaCount: 2, ingress: { enabled: true }, config: { github: { enabled: true } } } };
    expect(() => render(values)).toThrow(RefusedValuesError);
    expect(() => render(values)).toThrow(
      [
        '- dex.replicaCount: must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared',
        '- dex.config.github.existingSecret: is needed when dex.config.github.enabled is true',
        '- dex.ingress.host: is needed when dex.ingress.enabled is true',
        '- dex.issuer: is needed when dex.ingress.enabled is true: browsers and pods must use one URL',
      ].join('\n'),
    );
    expect(() => render({ dex: { config: { storage: { type: 'postgres' } } } })).toThrow(
      '- dex.config.storage.postgres.host: is needed when dex.config.storage.type is "postgres"',
    );
  });
});
