import type { Manifest } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { installationTest, scriptsConfig } from './index.js';
import { chartOfServices, generatedSecret, kubernetesProblems, ofKind, podsOf, render } from './testing/index.js';

const chart = chartOfServices(scriptsConfig, installationTest);
const objectsFor = (values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] => render(chart, values);

/** What the pod asks, without how long it may take. */
const testsFor = (values?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    podsOf(objectsFor(values))
      .flatMap(({ spec }) => spec.containers)
      .flatMap(({ env = [] }) => env)
      .filter(({ name }) => !name.startsWith('WAIT_FOR_'))
      .map(({ name, value, valueFrom }) => [name, value ?? valueFrom]),
  );

describe('the pod of helm test', () => {
  it('is something that Kubernetes takes, oldest and newest', () => {
    expect(kubernetesProblems(objectsFor())).toEqual([]);
  });

  it('is made by helm test only, and stays for its log', () => {
    expect(ofKind(objectsFor(), 'Pod').map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({
        name: 'prod-semantic-explorer-installation-test',
        annotations: {
          'helm.sh/hook': 'test',
          'helm.sh/hook-delete-policy': 'before-hook-creation',
          'helm.sh/hook-output-log-policy': 'hook-failed',
        },
      }),
    ]);
  });

  it('asks everything that is deployed', () => {
    expect(testsFor()).toEqual({
      TEST_POSTGRESQL_URL: 'postgresql://prod-semantic-explorer-postgresql:5432',
      NATS_USERNAME: 'explorer',
      NATS_PASSWORD: generatedSecret('nats-password').valueFrom,
      TEST_NATS_URL: 'nats://prod-semantic-explorer-nats:4222',
      TEST_QDRANT_URL: 'grpc://prod-semantic-explorer-qdrant:6334',
      VALKEY_PASSWORD: generatedSecret('valkey-password').valueFrom,
      TEST_VALKEY_URL: 'redis://default:$(VALKEY_PASSWORD)@prod-semantic-explorer-valkey:6379',
      TEST_MINIO_URL: 'http://prod-semantic-explorer-minio:9000/',
      TEST_MINIO_HTTP_STATUS_BELOW: '500',
      TEST_OIDC_URL: 'http://prod-semantic-explorer-dex:5556/dex/.well-known/openid-configuration',
      TEST_OIDC_HTTP_STATUS_BELOW: '300',
      TEST_EMBEDDING_API_URL: 'http://prod-semantic-explorer-embedding-inference-api:8090/health/live',
      TEST_LLM_API_URL: 'http://prod-semantic-explorer-llm-inference-api:8091/health/live',
      TEST_OTEL_COLLECTOR_URL: 'grpc://prod-semantic-explorer-otel-collector:4317',
      TEST_QUICKWIT_URL: 'grpc://prod-semantic-explorer-quickwit:7281',
      TEST_QUICKWIT_SEARCH_URL: 'http://prod-semantic-explorer-quickwit:7280/health/livez',
      TEST_PROMETHEUS_URL: 'http://prod-semantic-explorer-prometheus:9090/-/ready',
      TEST_GRAFANA_URL: 'http://prod-semantic-explorer-grafana:3000/api/health',
      TEST_API_URL: 'http://prod-semantic-explorer-api:8080/health/ready',
    });
  });

  it('asks what is elsewhere, and leaves out what is not there at all', () => {
    expect(
      testsFor({
        api: { tls: { serverSecretName: 'certificate' } },
        postgresql: { enabled: false, external: { host: 'db.example.com', port: 6432 } },
        nats: { auth: { enabled: false } },
        qdrant: { enabled: false, external: { url: 'https://http.example.com:6334' } },
        valkey: { enabled: false, external: { host: 'cache.example.com', tls: true }, auth: { enabled: false } },
        minio: { enabled: false, external: { url: 'https://s3.example.com' } },
        dex: { enabled: false },
        oidc: { issuerUrl: 'https://login.example.com' },
        embeddingInferenceApi: { enabled: false, external: { url: 'https://embed.example.com' } },
        llmInferenceApi: { enabled: false },
        otelCollector: { enabled: false },
        quickwit: { enabled: false },
        prometheus: { enabled: false },
        grafana: { enabled: false },
      }),
    ).toEqual({
      TEST_POSTGRESQL_URL: 'postgresql://db.example.com:6432',
      TEST_NATS_URL: 'nats://prod-semantic-explorer-nats:4222',
      TEST_QDRANT_URL: 'grpcs://http.example.com:6334',
      TEST_VALKEY_URL: 'rediss://cache.example.com:6379',
      TEST_MINIO_URL: 'https://s3.example.com/',
      TEST_MINIO_HTTP_STATUS_BELOW: '500',
      TEST_OIDC_URL: 'https://login.example.com/.well-known/openid-configuration',
      TEST_OIDC_HTTP_STATUS_BELOW: '300',
      TEST_EMBEDDING_API_URL: 'https://embed.example.com/health/live',
      TEST_API_URL: 'https://prod-semantic-explorer-api:8080/health/ready',
    });
  });
});
