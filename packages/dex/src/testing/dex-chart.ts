import { commonValues } from '@semantic-explorer/platform';
import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart } from 'chartkit';

import { dex } from '../index.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** A chart made of Dex alone. */
export const dexChart = composeChart({
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

/** The release that tests render. */
export const release = { name: 'prod', namespace: 'explorer' } as const;

/** All objects for some values. */
export const render = (values: Values = {}): readonly Manifest[] =>
  evaluateChart(dexChart, { release, values: [values] });

/** The object of a kind, of which there is one at most. */
export const ofKind = (kind: string, values?: Values): Manifest | undefined =>
  render(values).find((object) => object['kind'] === kind);

/** Values that turn every part of Dex on, each at least once. */
export const valueSets = {
  defaults: {},
  'not deployed': { dex: { enabled: false } },
  'in memory, with GitHub alone': {
    dex: {
      config: {
        storage: { type: 'memory' },
        github: { enabled: true, existingSecret: 'github' },
        enablePasswordDB: false,
        grpc: { enabled: false },
      },
    },
  },
  'on a claim': {
    dex: {
      config: { storage: { sqlite3: { file: '/var/dex/state.db' } } },
      persistence: { enabled: true, storageClass: 'fast', size: '5Gi', annotations: { backup: 'true' } },
      serviceAccount: { annotations: { 'example.com/identity': 'dex' } },
    },
  },
  'on a claim of somebody else': {
    dex: { persistence: { enabled: true, existingClaim: 'old' }, serviceAccount: { create: false } },
  },
  'shared by several pods, behind an Ingress': {
    api: { publicUrl: 'https://explorer.example.com' },
    oidc: { clientId: 'explorer', existingSecret: 'login', secretKeys: { clientSecret: 'secret' } },
    dex: {
      issuer: 'https://login.example.com/dex',
      replicaCount: 3,
      config: {
        storage: { type: 'postgres', postgres: { host: 'db.example.com', existingSecret: 'dex-database' } },
        github: { enabled: true, organizations: ['fishysoftware', 'other'], existingSecret: 'github' },
        staticPasswords: [{ email: 'admin@example.com', username: 'admin', userID: '1', hashFromEnv: 'ADMIN_HASH' }],
        staticClients: [
          {
            id: 'grafana',
            name: 'Grafana',
            secretEnv: 'GRAFANA_SECRET',
            redirectURIs: ['https://grafana.example.com/'],
          },
          { id: 'cli', name: 'Command line', redirectURIs: ['http://localhost:8000', 'http://localhost:8001'] },
        ],
        expiry: { idTokens: '1h', refreshTokens: { absoluteLifetime: '720h' } },
        logLevel: 'debug',
        logFormat: 'text',
      },
      env: { HTTPS_PROXY: 'http://proxy:3128' },
      envFrom: [{ secretRef: { name: 'dex-hashes' } }],
      service: { type: 'NodePort', annotations: { 'example.com/visible': 'yes' } },
      ingress: {
        enabled: true,
        className: 'nginx',
        annotations: { 'example.com/rate': '10' },
        host: 'login.example.com',
        tlsSecretName: 'login-tls',
      },
      podDisruptionBudget: { maxUnavailable: 2 },
      podAnnotations: { note: '1e3' },
      nodeSelector: { pool: 'identity' },
      tolerations: [{ key: 'identity', operator: 'Exists' }],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              podAffinityTerm: {
                topologyKey: 'kubernetes.io/hostname',
                labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'dex' } },
              },
            },
          ],
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, Values>>;

/** Values that are refused, by the sentence that says why. */
export const refusedValues: Readonly<Record<string, Values>> = {
  'dex.replicaCount: must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared': {
    dex: { replicaCount: 2 },
  },
  'dex.config.storage.sqlite3.file: must lie in /var/dex itself: nothing else can be written, and Dex makes no folders':
    { dex: { config: { storage: { sqlite3: { file: '/var/dex/folder/dex.db' } } } } },
  'dex.config.storage.postgres.host: is needed when dex.config.storage.type is "postgres"': {
    dex: { config: { storage: { type: 'postgres', postgres: { existingSecret: 'dex-database' } } } },
  },
  'dex.config.storage.postgres.existingSecret: is needed when dex.config.storage.type is "postgres"': {
    dex: { config: { storage: { type: 'postgres', postgres: { host: 'db.example.com' } } } },
  },
  'dex.config.github.existingSecret: is needed when dex.config.github.enabled is true': {
    dex: { config: { github: { enabled: true } } },
  },
  'dex.config.enablePasswordDB: must be true unless dex.config.github.enabled is true: Dex does not start with no way to log in':
    { dex: { config: { enablePasswordDB: false } } },
  'dex.config.staticPasswords: must be empty unless dex.config.enablePasswordDB is true': {
    dex: {
      config: {
        github: { enabled: true, existingSecret: 'github' },
        enablePasswordDB: false,
        staticPasswords: [{ email: 'admin@example.com', username: 'admin', userID: '1', hashFromEnv: 'ADMIN_HASH' }],
      },
    },
  },
  'dex.ingress.host: is needed when dex.ingress.enabled is true': {
    dex: { issuer: 'https://login.example.com/dex', ingress: { enabled: true } },
  },
  'dex.issuer: is needed when dex.ingress.enabled is true: browsers and pods must use one URL': {
    dex: { ingress: { enabled: true, host: 'login.example.com' } },
  },
};
