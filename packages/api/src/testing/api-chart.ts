import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { api } from '../builder.js';

/** A chart of the API alone, with the programs of its init containers. */
export const apiChart = chartOfServices(scriptsConfig, api);

/** Values that bring out everything that the API can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'autoscaled behind an Ingress': {
    api: {
      publicUrl: 'https://explorer.example.com',
      autoscaling: { enabled: true },
      ingress: {
        enabled: true,
        host: 'explorer.example.com',
        tlsSecretName: 'explorer-tls',
        className: 'nginx',
        annotations: { a: 'b' },
      },
      corsAllowedOrigins: ['https://a.example.com', 'https://b.example.com'],
    },
  },
  'behind a Gateway, monitored, with TLS everywhere': {
    trustedCertificates: { secretName: 'own-ca' },
    api: {
      publicUrl: 'https://explorer.example.com',
      httpRoute: {
        enabled: true,
        hostnames: ['explorer.example.com'],
        parentRefs: [
          { name: 'public', namespace: 'gateways' },
          { name: 'internal', sectionName: 'https' },
        ],
      },
      serviceMonitor: { enabled: true, labels: { team: 'search' } },
      resolvedLimitations: ['tlsServer'],
      tls: { serverSecretName: 'api-tls', clientSecretName: 'api-client' },
      telemetry: { resourceAttributes: 'deployment.environment.name=production' },
    },
  },
  'everything is elsewhere': {
    api: { resolvedLimitations: ['tlsQdrant', 'tlsValkey'] },
    valkey: {
      enabled: false,
      external: { host: 'cache.example.com', readHost: 'replica.example.com', port: 6380, tls: true },
      auth: { existingSecret: 'cache' },
    },
    postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432, sslMode: 'verify-full' } },
    trustedCertificates: { secretName: 'own-ca' },
    dex: { enabled: false },
    oidc: { issuerUrl: 'https://login.example.com', existingSecret: 'login' },
    nats: { enabled: false, auth: { enabled: false }, external: { host: 'nats.example.com', tls: true } },
    qdrant: {
      enabled: false,
      external: { url: 'https://qdrant.example.com:6334' },
      auth: { enabled: true, existingSecret: 'vectors' },
    },
    minio: {
      enabled: false,
      region: 'eu-central-1',
      external: { url: 'https://s3.example.com', forcePathStyle: false, cloudIdentity: true },
    },
    embeddingInferenceApi: { enabled: false, external: { url: 'https://embed.example.com' } },
    llmInferenceApi: { enabled: false },
    otelCollector: { enabled: false },
  },
  'placed on chosen nodes': {
    global: { imageRegistry: 'registry.example.com/mirror', imagePullSecrets: [{ name: 'pull' }] },
    api: {
      serviceAccount: { create: false },
      disruptionBudget: { enabled: false },
      nodeSelector: { pool: 'apps' },
      tolerations: [{ key: 'apps', operator: 'Exists' }],
      podAnnotations: { note: 'x' },
      extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
      extraVolumeMounts: [{ name: 'ca', mountPath: '/ca' }],
      extraEnvironment: { HTTP_PROXY: 'http://proxy:3128' },
      extraEnvironmentFrom: [{ secretRef: { name: 'proxy' } }],
    },
  },
};
