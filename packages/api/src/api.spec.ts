import { commonValues } from '@semantic-explorer/platform';
import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart, RefusedValuesError } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import { api } from './index.js';

const chart = composeChart({
  metadata: {
    name: 'semantic-explorer',
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'The API alone.',
    kubeVersion: '>=1.30.0-0',
  },
  common: commonValues,
  services: [api],
});
const render = (values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  evaluateChart(chart, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });

interface Workload {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly initContainers: readonly { readonly name: string; readonly env: readonly Variable[] }[];
        readonly containers: readonly { readonly image: string; readonly env: readonly Variable[] }[];
      };
    };
  };
}
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: unknown;
}

const ofKind = (objects: readonly Manifest[], kind: string): Manifest[] =>
  objects.filter((object) => object['kind'] === kind);
const workload = (values?: Readonly<Record<string, unknown>>): Workload =>
  ofKind(render(values), 'StatefulSet')[0] as unknown as Workload;
const variables = (values?: Readonly<Record<string, unknown>>): readonly Variable[] =>
  workload(values).spec.template.spec.containers[0]?.env ?? [];
const secret = (key: string, name = 'prod-semantic-explorer-credentials') => ({
  valueFrom: { secretKeyRef: { name, key } },
});

const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'autoscaled behind an Ingress': {
    api: {
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
  'everything is elsewhere': {
    postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432, sslMode: 'require' } },
    dex: { enabled: false },
    oidc: { issuerUrl: 'https://login.example.com', existingSecret: 'login' },
    nats: { external: { url: 'nats://nats.example.com:4222' } },
    minio: { external: { url: 'https://s3.example.com', forcePathStyle: false } },
  },
  'placed on chosen nodes': {
    global: { imageRegistry: 'registry.example.com/mirror', imagePullSecrets: [{ name: 'pull' }] },
    api: {
      nodeSelector: { pool: 'apps' },
      tolerations: [{ key: 'apps', operator: 'Exists' }],
      podAnnotations: { note: 'x' },
      extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
      extraVolumeMounts: [{ name: 'ca', mountPath: '/ca' }],
      extraEnvironment: { HTTP_PROXY: 'http://proxy:3128' },
    },
  },
};

describe('objects of the API', () => {
  it.each(Object.entries(valueSets))('are what Kubernetes takes, oldest and newest: %s', (_, values) => {
    const problems = render(values).flatMap((object) =>
      Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
    );
    expect(problems).toEqual([]);
  });

  it('are these by default', () => {
    expect(render().map(({ kind, metadata }) => `${String(kind)} ${(metadata as { name: string }).name}`)).toEqual([
      'ServiceAccount prod-semantic-explorer-api',
      'Service prod-semantic-explorer-api',
      'Service prod-semantic-explorer-api-headless',
      'StatefulSet prod-semantic-explorer-api',
      'PodDisruptionBudget prod-semantic-explorer-api',
    ]);
  });

  it('leave the number of pods to the autoscaler', () => {
    expect(workload(valueSets['autoscaled behind an Ingress']).spec.replicas).toBeUndefined();
    expect(ofKind(render(valueSets['autoscaled behind an Ingress']), 'HorizontalPodAutoscaler')).toHaveLength(1);
  });

  it('take their images from the mirror', () => {
    expect(workload(valueSets['placed on chosen nodes']).spec.template.spec.containers[0]?.image).toBe(
      'registry.example.com/mirror/jofish89/semantic-explorer:1.0.0',
    );
  });
});

describe('environment of the API', () => {
  it('is exactly what the program reads, and the password that stands in its URL', () => {
    expect(variables()).toEqual([
      { name: 'DATABASE_PASSWORD', ...secret('postgresql-password') },
      {
        name: 'DATABASE_URL',
        value:
          'postgresql://explorer:$(DATABASE_PASSWORD)@prod-semantic-explorer-postgresql:5432/explorer?sslmode=disable',
      },
      { name: 'DB_MAX_CONNECTIONS', value: '15' },
      { name: 'DB_MIN_CONNECTIONS', value: '2' },
      { name: 'DB_ACQUIRE_TIMEOUT_SECS', value: '5' },
      { name: 'DB_IDLE_TIMEOUT_SECS', value: '300' },
      { name: 'DB_MAX_LIFETIME_SECS', value: '1800' },
      { name: 'NATS_URL', value: 'nats://prod-semantic-explorer-nats:4222' },
      { name: 'NATS_REPLICAS', value: '3' },
      { name: 'QDRANT_URL', value: 'http://prod-semantic-explorer-qdrant:6334' },
      { name: 'QDRANT_TIMEOUT_SECS', value: '30' },
      { name: 'QDRANT_CONNECT_TIMEOUT_SECS', value: '10' },
      { name: 'QDRANT_CB_FAILURE_THRESHOLD', value: '5' },
      { name: 'QDRANT_CB_SUCCESS_THRESHOLD', value: '3' },
      { name: 'QDRANT_CB_TIMEOUT_SECS', value: '30' },
      { name: 'QDRANT_CB_FAILURE_WINDOW_SECS', value: '60' },
      { name: 'AWS_ENDPOINT_URL', value: 'http://prod-semantic-explorer-minio:9000' },
      { name: 'AWS_REGION', value: 'us-east-1' },
      { name: 'AWS_ACCESS_KEY_ID', ...secret('minio-access-key') },
      { name: 'AWS_SECRET_ACCESS_KEY', ...secret('minio-secret-key') },
      { name: 'S3_FORCE_PATH_STYLE', value: 'true' },
      { name: 'S3_BUCKET_NAME', value: 'semantic-explorer-files' },
      { name: 'S3_MAX_DOWNLOAD_SIZE_BYTES', value: '104857600' },
      { name: 'S3_MAX_UPLOAD_SIZE_BYTES', value: '1073741824' },
      { name: 'HOSTNAME', value: '0.0.0.0' },
      { name: 'PORT', value: '8080' },
      { name: 'PUBLIC_URL', value: 'http://localhost:8080' },
      { name: 'SHUTDOWN_TIMEOUT_SECS', value: '30' },
      { name: 'OIDC_CLIENT_ID', value: 'semantic-explorer' },
      { name: 'OIDC_CLIENT_SECRET', ...secret('oidc-client-secret') },
      { name: 'OIDC_ISSUER_URL', value: 'http://prod-semantic-explorer-dex:5556/dex' },
      { name: 'OIDC_USE_PKCE', value: 'true' },
      { name: 'EMBEDDING_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-embedding-inference-api:8090' },
      { name: 'LLM_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-llm-inference-api:8091' },
      { name: 'EMBEDDING_INFERENCE_API_TIMEOUT_SECS', value: '120' },
      { name: 'LLM_INFERENCE_API_TIMEOUT_SECS', value: '120' },
      { name: 'WORKER_SEARCH_BATCH_SIZE', value: '200' },
      { name: 'WORKER_CHAT_BATCH_SIZE', value: '500' },
      { name: 'BEARER_L1_CACHE_TTL_SECS', value: '60' },
      { name: 'BEARER_L1_CACHE_MAX_CAPACITY', value: '10000' },
      { name: 'ENCRYPTION_MASTER_KEY', ...secret('encryption-master-key') },
      { name: 'RECONCILIATION_INTERVAL_SECS', value: '300' },
      { name: 'STUCK_BATCH_THRESHOLD_HOURS', value: '2' },
      { name: 'DATASET_SCANNER_BATCH_DELAY_MS', value: '0' },
      { name: 'DATASET_SCANNER_MAX_BATCHES_PER_SCAN', value: '1000' },
      { name: 'DATASET_SCANNER_MAX_ITEMS_PER_SCAN', value: '100000' },
      { name: 'DATASET_SCANNER_TIMEOUT_SECS', value: '300' },
      { name: 'DATASET_SCANNER_MAX_PENDING', value: '500' },
      { name: 'SERVICE_NAME', value: 'semantic-explorer' },
      { name: 'OTEL_ENABLED', value: 'false' },
      { name: 'OTEL_LOGS_ENABLED', value: 'true' },
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://localhost:4317' },
      { name: 'OTEL_SAMPLE_RATIO', value: '1' },
      { name: 'LOG_FORMAT', value: 'json' },
      { name: 'RUST_LOG', value: 'info' },
      { name: 'SSL_CERT_FILE', value: '/app/certs/ca-bundle.crt' },
    ]);
  });

  it('follows what is deployed elsewhere', () => {
    const values = new Map(variables(valueSets['everything is elsewhere']).map(({ name, ...rest }) => [name, rest]));
    expect([
      ...[
        'DATABASE_URL',
        'NATS_URL',
        'AWS_ENDPOINT_URL',
        'S3_FORCE_PATH_STYLE',
        'OIDC_ISSUER_URL',
        'OIDC_CLIENT_SECRET',
      ].map((name) => values.get(name)),
    ]).toEqual([
      { value: 'postgresql://explorer:$(DATABASE_PASSWORD)@db.example.com:6432/explorer?sslmode=require' },
      { value: 'nats://nats.example.com:4222' },
      { value: 'https://s3.example.com' },
      { value: 'false' },
      { value: 'https://login.example.com' },
      secret('oidc-client-secret', 'login'),
    ]);
  });

  it('waits for what the API needs to start, at the same addresses', () => {
    const waits = workload().spec.template.spec.initContainers.map(({ name, env }) => [
      name,
      env.find((variable) => variable.name === 'WAIT_FOR_URL')?.value,
    ]);
    expect(waits).toEqual([
      ['wait-for-postgresql', 'postgresql://prod-semantic-explorer-postgresql:5432'],
      ['wait-for-nats', 'nats://prod-semantic-explorer-nats:4222'],
      ['wait-for-qdrant', 'grpc://prod-semantic-explorer-qdrant:6334'],
      ['wait-for-embedding-api', 'http://prod-semantic-explorer-embedding-inference-api:8090/health/live'],
      ['wait-for-llm-api', 'http://prod-semantic-explorer-llm-inference-api:8091/health/live'],
    ]);
  });

  it('leaves time to drain before the pod is killed', () => {
    expect(workload({ api: { shutdownTimeoutSeconds: 120 } }).spec.template.spec.terminationGracePeriodSeconds).toBe(
      135,
    );
  });
});

describe('values of the API', () => {
  const refusals = (values: Readonly<Record<string, unknown>>): unknown => {
    try {
      render(values);
    } catch (error) {
      return error instanceof RefusedValuesError ? error.violations : error;
    }
    return [];
  };

  it('that contradict each other are refused with every sentence at once', () => {
    expect(
      refusals({
        dex: { enabled: false },
        api: {
          ingress: { enabled: true },
          autoscaling: { minReplicas: 5, maxReplicas: 2 },
          database: { minConnections: 20 },
        },
      }),
    ).toEqual([
      { path: 'api.ingress.host', problem: 'is needed when api.ingress.enabled is true' },
      { path: 'api.autoscaling.maxReplicas', problem: 'must be at least api.autoscaling.minReplicas (5)' },
      { path: 'api.database.minConnections', problem: 'must be at most api.database.maxConnections (15)' },
      { path: 'oidc.issuerUrl', problem: 'is needed when dex.enabled is false' },
    ]);
  });

  it('that are misspelt or of the wrong form are refused with their path', () => {
    expect(
      refusals({ api: { publicUrl: 'explorer.example.com', replicaCount: '2', extraEnvironment: { PORT: '1' } } }),
    ).toEqual([
      {
        path: 'api.publicUrl',
        problem:
          'must be an absolute URL that starts with http:// or https:// and does not end with "/", but is "explorer.example.com"',
      },
      { path: 'api.replicaCount', problem: 'must be integer, but is "2"' },
      { path: 'api.extraEnvironment.PORT', problem: 'is a key that is not allowed here' },
    ]);
  });
});
