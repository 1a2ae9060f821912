import { podsOf, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { apiChart, valueSets } from './testing/api-chart.js';

const pod = (values?: Readonly<Record<string, unknown>>) => podsOf(render(apiChart, values)).map(({ spec }) => spec)[0];
const variables = (values?: Readonly<Record<string, unknown>>) => pod(values)?.containers[0]?.env ?? [];
const waits = (values?: Readonly<Record<string, unknown>>) =>
  pod(values)?.initContainers?.map(({ name, env }) => [
    name,
    env?.find((variable) => variable.name === 'WAIT_FOR_URL')?.value,
  ]);
const secret = (key: string, name = 'prod-semantic-explorer-credentials') => ({
  valueFrom: { secretKeyRef: { name, key } },
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
      { name: 'NATS_URL', value: 'nats://127.0.0.1:4222' },
      { name: 'NATS_REPLICAS', value: '3' },
      { name: 'QDRANT_URL', value: 'http://prod-semantic-explorer-qdrant:6334' },
      { name: 'OIDC_CLIENT_ID', value: 'semantic-explorer' },
      { name: 'OIDC_CLIENT_SECRET', ...secret('oidc-client-secret') },
      { name: 'OIDC_ISSUER_URL', value: 'http://prod-semantic-explorer-dex:5556/dex' },
      { name: 'EMBEDDING_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-embedding-inference-api:8090' },
      { name: 'EMBEDDING_INFERENCE_API_TIMEOUT_SECS', value: '120' },
      { name: 'LLM_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-llm-inference-api:8091' },
      { name: 'LLM_INFERENCE_API_TIMEOUT_SECS', value: '120' },
      { name: 'AWS_ENDPOINT_URL', value: 'http://prod-semantic-explorer-minio:9000' },
      { name: 'AWS_REGION', value: 'us-east-1' },
      { name: 'AWS_ACCESS_KEY_ID', ...secret('minio-access-key') },
      { name: 'AWS_SECRET_ACCESS_KEY', ...secret('minio-secret-key') },
      { name: 'S3_FORCE_PATH_STYLE', value: 'true' },
      { name: 'S3_BUCKET_NAME', value: 'semantic-explorer-files' },
      { name: 'VALKEY_URL', value: 'redis://prod-semantic-explorer-valkey:6379' },
      { name: 'VALKEY_TLS_ENABLED', value: 'false' },
      { name: 'VALKEY_PASSWORD', ...secret('valkey-password') },
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-semantic-explorer-otel-collector:4317' },
      { name: 'DB_MAX_CONNECTIONS', value: '15' },
      { name: 'DB_MIN_CONNECTIONS', value: '2' },
      { name: 'DB_ACQUIRE_TIMEOUT_SECS', value: '5' },
      { name: 'DB_IDLE_TIMEOUT_SECS', value: '300' },
      { name: 'DB_MAX_LIFETIME_SECS', value: '1800' },
      { name: 'QDRANT_TIMEOUT_SECS', value: '30' },
      { name: 'QDRANT_CONNECT_TIMEOUT_SECS', value: '10' },
      { name: 'QDRANT_CB_FAILURE_THRESHOLD', value: '5' },
      { name: 'QDRANT_CB_SUCCESS_THRESHOLD', value: '3' },
      { name: 'QDRANT_CB_TIMEOUT_SECS', value: '30' },
      { name: 'QDRANT_CB_FAILURE_WINDOW_SECS', value: '60' },
      { name: 'S3_MAX_DOWNLOAD_SIZE_BYTES', value: '104857600' },
      { name: 'S3_MAX_UPLOAD_SIZE_BYTES', value: '1073741824' },
      { name: 'HOSTNAME', value: '0.0.0.0' },
      { name: 'PORT', value: '8080' },
      { name: 'PUBLIC_URL', value: 'http://localhost:8080' },
      { name: 'SHUTDOWN_TIMEOUT_SECS', value: '30' },
      { name: 'OIDC_USE_PKCE', value: 'true' },
      { name: 'WORKER_SEARCH_BATCH_SIZE', value: '200' },
      { name: 'WORKER_CHAT_BATCH_SIZE', value: '500' },
      { name: 'BEARER_L1_CACHE_TTL_SECS', value: '60' },
      { name: 'BEARER_L1_CACHE_MAX_CAPACITY', value: '10000' },
      { name: 'VALKEY_BEARER_CACHE_TTL_SECS', value: '3600' },
      { name: 'VALKEY_RESOURCE_CACHE_TTL_SECS', value: '300' },
      { name: 'ENCRYPTION_MASTER_KEY', ...secret('encryption-master-key') },
      { name: 'RECONCILIATION_INTERVAL_SECS', value: '300' },
      { name: 'STUCK_BATCH_THRESHOLD_HOURS', value: '2' },
      { name: 'DATASET_SCANNER_BATCH_DELAY_MS', value: '0' },
      { name: 'DATASET_SCANNER_MAX_BATCHES_PER_SCAN', value: '1000' },
      { name: 'DATASET_SCANNER_MAX_ITEMS_PER_SCAN', value: '100000' },
      { name: 'DATASET_SCANNER_TIMEOUT_SECS', value: '300' },
      { name: 'DATASET_SCANNER_MAX_PENDING', value: '500' },
      { name: 'SERVICE_NAME', value: 'semantic-explorer' },
      { name: 'OTEL_ENABLED', value: 'true' },
      { name: 'OTEL_LOGS_ENABLED', value: 'true' },
      { name: 'OTEL_SAMPLE_RATIO', value: '1' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'service.instance.id=$(POD_NAME)' },
      { name: 'LOG_FORMAT', value: 'json' },
      { name: 'RUST_LOG', value: 'info' },
      { name: 'SSL_CERT_FILE', value: '/app/certs/ca-bundle.crt' },
    ]);
  });

  it('follows what is deployed elsewhere', () => {
    const values = new Map(variables(valueSets['everything is elsewhere']).map(({ name, ...rest }) => [name, rest]));
    expect(
      Object.fromEntries(
        [
          'DATABASE_URL',
          'NATS_PASSWORD',
          'NATS_URL',
          'QDRANT_URL',
          'QDRANT_API_KEY',
          'AWS_ENDPOINT_URL',
          'AWS_REGION',
          'AWS_ACCESS_KEY_ID',
          'AWS_SECRET_ACCESS_KEY',
          'S3_FORCE_PATH_STYLE',
          'OIDC_ISSUER_URL',
          'OIDC_CLIENT_SECRET',
          'EMBEDDING_INFERENCE_API_URL',
          'LLM_INFERENCE_API_URL',
          'LLM_INFERENCE_API_TIMEOUT_SECS',
          'OTEL_ENABLED',
          'VALKEY_URL',
          'VALKEY_READ_URL',
          'VALKEY_TLS_ENABLED',
          'VALKEY_PASSWORD',
          'OTEL_EXPORTER_OTLP_ENDPOINT',
        ].map((name) => [name, values.get(name)]),
      ),
    ).toEqual({
      DATABASE_URL: {
        value:
          'postgresql://explorer:$(DATABASE_PASSWORD)@db.example.com:6432/explorer?sslmode=verify-full&sslrootcert=/etc/trusted-certificates/ca-bundle.crt',
      },
      NATS_PASSWORD: undefined,
      NATS_URL: { value: 'nats://127.0.0.1:4222' },
      QDRANT_URL: { value: 'https://qdrant.example.com:6334' },
      QDRANT_API_KEY: secret('qdrant-api-key', 'vectors'),
      AWS_ENDPOINT_URL: { value: 'https://s3.example.com' },
      AWS_REGION: { value: 'eu-central-1' },
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      S3_FORCE_PATH_STYLE: { value: 'false' },
      OIDC_ISSUER_URL: { value: 'https://login.example.com' },
      OIDC_CLIENT_SECRET: secret('oidc-client-secret', 'login'),
      EMBEDDING_INFERENCE_API_URL: { value: 'https://embed.example.com' },
      LLM_INFERENCE_API_URL: undefined,
      LLM_INFERENCE_API_TIMEOUT_SECS: undefined,
      OTEL_ENABLED: { value: 'false' },
      VALKEY_URL: { value: 'redis://cache.example.com:6380' },
      VALKEY_READ_URL: { value: 'redis://replica.example.com:6380' },
      VALKEY_TLS_ENABLED: { value: 'true' },
      VALKEY_PASSWORD: { valueFrom: { secretKeyRef: { name: 'cache', key: 'valkey-password' } } },
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    });
  });

  it('leads to init containers that wait at the same addresses', () => {
    expect(waits()).toEqual([
      ['wait-for-postgresql', 'postgresql://prod-semantic-explorer-postgresql:5432'],
      ['nats-proxy', undefined],
      ['wait-for-nats', 'nats://127.0.0.1:4222'],
      ['wait-for-qdrant', 'grpc://prod-semantic-explorer-qdrant:6334'],
      ['wait-for-oidc', 'http://prod-semantic-explorer-dex:5556/dex/.well-known/openid-configuration'],
      ['wait-for-embedding-api', 'http://prod-semantic-explorer-embedding-inference-api:8090/health/live'],
      ['wait-for-llm-api', 'http://prod-semantic-explorer-llm-inference-api:8091/health/live'],
    ]);
    expect(waits(valueSets['everything is elsewhere'])).toEqual([
      ['write-ca-bundle', undefined],
      ['wait-for-postgresql', 'postgresql://db.example.com:6432'],
      ['nats-proxy', undefined],
      ['wait-for-nats', 'nats://127.0.0.1:4222'],
      ['wait-for-qdrant', 'grpcs://qdrant.example.com:6334'],
      ['wait-for-oidc', 'https://login.example.com/.well-known/openid-configuration'],
      ['wait-for-embedding-api', 'https://embed.example.com/health/live'],
    ]);
  });
});
