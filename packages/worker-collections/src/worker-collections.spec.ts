import {
  describeQueueWorker,
  generatedSecret,
  podsOf,
  readContract,
  refusalsOf,
  render,
  waitsOf,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { chart, valueSets } from './testing/value-sets.js';

const contract = readContract(new URL('contract.yaml', import.meta.url));
const pod = (values?: Readonly<Record<string, unknown>>) => podsOf(render(chart, values)).map(({ spec }) => spec)[0];
const waits = (values?: Readonly<Record<string, unknown>>) => waitsOf(pod(values));

describeQueueWorker({ name: 'worker-collections', key: 'workerCollections', chart, contract, valueSets });

describe('worker-collections', () => {
  it('reads exactly these variables', () => {
    expect(pod()?.containers[0]?.env).toEqual([
      { name: 'NATS_URL', value: 'nats://127.0.0.1:4222' },
      { name: 'NATS_REPLICAS', value: '3' },
      { name: 'AWS_ENDPOINT_URL', value: 'http://prod-semantic-explorer-minio:9000' },
      { name: 'AWS_REGION', value: 'us-east-1' },
      { name: 'AWS_ACCESS_KEY_ID', ...generatedSecret('minio-access-key') },
      { name: 'AWS_SECRET_ACCESS_KEY', ...generatedSecret('minio-secret-key') },
      { name: 'S3_FORCE_PATH_STYLE', value: 'true' },
      { name: 'EMBEDDING_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-embedding-inference-api:8090' },
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-semantic-explorer-otel-collector:4317' },
      { name: 'MAX_FILE_SIZE_MB', value: '100' },
      { name: 'MAX_CONCURRENT_JOBS', value: '10' },
      { name: 'WORKER_SHUTDOWN_TIMEOUT_SECS', value: '300' },
      { name: 'ADAPTIVE_CONCURRENCY_SCALING_INTERVAL_SECS', value: '5' },
      { name: 'EMBEDDING_MAX_CONCURRENT_REQUESTS', value: '3' },
      { name: 'EMBEDDING_DOWNSTREAM_PRESSURE_TIMEOUT_SECS', value: '60' },
      { name: 'INFERENCE_CB_FAILURE_THRESHOLD', value: '5' },
      { name: 'INFERENCE_CB_SUCCESS_THRESHOLD', value: '3' },
      { name: 'INFERENCE_CB_TIMEOUT_SECS', value: '30' },
      { name: 'INFERENCE_CB_FAILURE_WINDOW_SECS', value: '60' },
      { name: 'HEALTH_CHECK_PORT', value: '8082' },
      { name: 'SERVICE_NAME', value: 'worker-collections' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'service.instance.id=$(POD_NAME)' },
      { name: 'LOG_FORMAT', value: 'json' },
      { name: 'RUST_LOG', value: 'info' },
      { name: 'SSL_CERT_FILE', value: '/etc/trusted-certificates/ca-bundle.crt' },
    ]);
  });

  it('waits for what it needs, wherever that is', () => {
    expect(waits()).toEqual([
      ['wait-for-nats', 'nats://127.0.0.1:4222'],
      ['wait-for-minio', 'http://prod-semantic-explorer-minio:9000/'],
    ]);
    expect(waits(valueSets['everything is elsewhere'])).toEqual([
      ['wait-for-nats', 'nats://nats.example.com:4222'],
      ['wait-for-minio', 'https://s3.example.com/'],
    ]);
  });

  it('finds certificate authorities', () => {
    const authorities = (values?: Readonly<Record<string, unknown>>) => [
      pod(values)?.initContainers?.[0]?.name,
      pod(values)?.containers[0]?.env?.find(({ name }) => name === 'SSL_CERT_FILE')?.value,
    ];
    expect(authorities()).toEqual(['write-ca-bundle', '/etc/trusted-certificates/ca-bundle.crt']);
    expect(authorities(valueSets['with certificates of its own, autoscaled'])).toEqual([
      'write-ca-bundle',
      '/etc/trusted-certificates/ca-bundle.crt',
    ]);
  });

  it('may finish its jobs before its pod is killed', () => {
    expect(pod()?.terminationGracePeriodSeconds).toBe(315);
    expect(pod({ workerCollections: { jobs: { shutdownTimeoutSeconds: 3600 } } })?.terminationGracePeriodSeconds).toBe(
      3615,
    );
  });

  it('is refused with values that contradict each other', () => {
    expect(
      refusalsOf(chart, {
        nats: { enabled: false },
        minio: { enabled: false },
        workerCollections: { livenessProbe: { timeoutSeconds: 16 } },
      }),
    ).toEqual([
      { path: 'nats.external.host', problem: 'is needed when nats.enabled is false' },
      { path: 'minio.external.url', problem: 'is needed when minio.enabled is false' },
      { path: 'workerCollections.livenessProbe.timeoutSeconds', problem: 'must be at most the period (15 seconds)' },
    ]);
  });
});
