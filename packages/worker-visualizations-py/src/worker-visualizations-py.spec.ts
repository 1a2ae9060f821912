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

describeQueueWorker({ name: 'worker-visualizations-py', key: 'workerVisualizationsPy', chart, contract, valueSets });

describe('worker-visualizations-py', () => {
  it('reads exactly these variables', () => {
    expect(pod()?.containers[0]?.env).toEqual([
      { name: 'NATS_URL', value: 'nats://127.0.0.1:4222' },
      { name: 'AWS_ENDPOINT_URL', value: 'http://prod-semantic-explorer-minio:9000' },
      { name: 'AWS_REGION', value: 'us-east-1' },
      { name: 'AWS_ACCESS_KEY_ID', ...generatedSecret('minio-access-key') },
      { name: 'AWS_SECRET_ACCESS_KEY', ...generatedSecret('minio-secret-key') },
      { name: 'S3_BUCKET_NAME', value: 'semantic-explorer-files' },
      { name: 'LLM_INFERENCE_API_URL', value: 'http://prod-semantic-explorer-llm-inference-api:8091' },
      { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://prod-semantic-explorer-otel-collector:4317' },
      { name: 'MAX_CONCURRENT_JOBS', value: '3' },
      { name: 'PROCESSING_TIMEOUT_SECS', value: '3600' },
      { name: 'MAX_VISUALIZATION_POINTS', value: '100000000' },
      { name: 'NATS_STREAM_RETRY_ATTEMPTS', value: '30' },
      { name: 'NATS_STREAM_RETRY_DELAY', value: '2' },
      { name: 'NATS_BATCH_SIZE', value: '1' },
      { name: 'NATS_FETCH_TIMEOUT', value: '5' },
      { name: 'NATS_RESUBSCRIBE_THRESHOLD', value: '10' },
      { name: 'HEALTH_CHECK_PORT', value: '8081' },
      { name: 'PROMETHEUS_METRICS_PORT', value: '9090' },
      { name: 'WORKER_ID', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'LOG_FORMAT', value: 'json' },
      { name: 'LOG_LEVEL', value: 'INFO' },
      { name: 'ENCRYPTION_MASTER_KEY', ...generatedSecret('encryption-master-key') },
      { name: 'TMPDIR', value: '/tmp' },
      { name: 'MPLCONFIGDIR', value: '/tmp/matplotlib' },
      { name: 'XDG_CONFIG_HOME', value: '/tmp/config' },
      { name: 'NUMBA_CACHE_DIR', value: '/tmp/numba_cache' },
    ]);
  });

  it('waits for what it needs, wherever that is', () => {
    expect(waits()).toEqual([
      ['wait-for-nats', 'nats://127.0.0.1:4222'],
      ['wait-for-qdrant', 'grpc://prod-semantic-explorer-qdrant:6334'],
      ['wait-for-minio', 'http://prod-semantic-explorer-minio:9000/'],
    ]);
    expect(waits(valueSets['everything is elsewhere'])).toEqual([
      ['wait-for-nats', 'nats://nats.example.com:4222'],
      ['wait-for-qdrant', 'grpcs://qdrant.example.com:6334'],
      ['wait-for-minio', 'https://s3.example.com/'],
    ]);
  });

  it('trusts private authorities of the object store', () => {
    const bundle = (values?: Readonly<Record<string, unknown>>) => [
      pod(values)?.initContainers?.[0]?.name,
      pod(values)?.containers[0]?.env?.find(({ name }) => name === 'AWS_CA_BUNDLE')?.value,
    ];
    expect(bundle()).toEqual(['nats-proxy', undefined]);
    expect(bundle(valueSets['with certificates of its own, autoscaled and monitored'])).toEqual([
      'write-ca-bundle',
      '/etc/trusted-certificates/ca-bundle.crt',
    ]);
  });

  it('gets half an hour to compile its code before it is restarted', () => {
    const { periodSeconds = 0, failureThreshold = 0 } = (pod()?.containers[0]?.startupProbe ?? {}) as {
      readonly periodSeconds?: number;
      readonly failureThreshold?: number;
    };
    expect(periodSeconds * failureThreshold).toBe(1800);
  });

  it('may finish its jobs before its pod is killed', () => {
    expect(pod()?.terminationGracePeriodSeconds).toBe(325);
    expect(pod({ workerVisualizationsPy: { queue: { fetchTimeoutSeconds: 60 } } })?.terminationGracePeriodSeconds).toBe(
      380,
    );
  });

  it('is refused with values that contradict each other', () => {
    expect(
      refusalsOf(chart, {
        nats: { enabled: false },
        minio: { enabled: false },
        qdrant: { auth: { enabled: true } },
        workerVisualizationsPy: { livenessProbe: { timeoutSeconds: 31 } },
      }),
    ).toEqual([
      { path: 'nats.external.host', problem: 'is needed when nats.enabled is false' },
      { path: 'minio.external.url', problem: 'is needed when minio.enabled is false' },
      {
        path: 'workerVisualizationsPy.livenessProbe.timeoutSeconds',
        problem: 'must be at most the period (30 seconds)',
      },
      {
        path: 'qdrant.auth.enabled',
        problem:
          'worker-visualizations-py 0.6.16 cannot send an API key to Qdrant. Leave it false and restrict access to Qdrant with NetworkPolicies, or disable workerVisualizationsPy. If a newer image can, add "qdrantApiKey" to workerVisualizationsPy.resolvedLimitations',
      },
    ]);
  });
});
