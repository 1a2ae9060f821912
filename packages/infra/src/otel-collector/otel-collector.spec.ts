import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { otelCollector } from './builder.js';

type Values = Readonly<Record<string, unknown>>;

const chart = chartOfServices(otelCollector);
const collectorWith = (values: Values = {}, others: Values = {}) => render(chart, { otelCollector: values, ...others });
const specOf = (kind: string, values?: Values) => ofKind(collectorWith(values), kind)[0]?.['spec'];
const configOf = (values?: Values, others?: Values): unknown =>
  parse(
    (ofKind(collectorWith(values, others), 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>)[
      'config.yaml'
    ] ?? '',
  );
const noQuickwit = { quickwit: { enabled: false } };
const quickwitElsewhere = { quickwit: { enabled: false, external: { otlpUrl: 'https://quickwit.example.com:7281' } } };
const extended = {
  extraReceivers: { 'otlp/public': { protocols: { http: { endpoint: '0.0.0.0:4418' } } } },
  extraProcessors: { 'attributes/tenant': { actions: [{ key: 'tenant', value: 'north', action: 'insert' }] } },
  extraExporters: { 'otlp_http/archive': { endpoint: 'https://otlp.example.com', headers: { token: '${env:TOKEN}' } } },
  extraConnectors: { 'forward/audit': {} },
  extraExtensions: { 'health_check/other': { endpoint: '0.0.0.0:13134' } },
  pipelines: {
    traces: { extraReceivers: ['otlp/public'], extraExporters: ['otlp_http/archive'] },
    logs: { extraProcessors: ['attributes/tenant'], extraExporters: ['forward/audit'] },
  },
  extraPipelines: {
    'logs/audit': { receivers: ['forward/audit'], processors: [], exporters: ['otlp_http/archive'] },
  },
  extraEnvironmentFrom: [{ secretRef: { name: 'archive' } }],
};
const queueSettings = {
  storage: 'file_storage/queue',
  sizer: 'bytes',
  queue_size: 268_435_456,
  batch: { sizer: 'bytes', flush_timeout: '1000ms', min_size: 2_097_152, max_size: 2_097_152 },
};

describe('the collector', () => {
  it.each([
    ['the defaults', {}],
    ['one pod with a queue on a claim', { replicas: 1, persistence: { enabled: true, existingClaim: 'queue' } }],
    ['claims, monitored', { persistence: { enabled: true }, serviceMonitor: { enabled: true } }],
    ['more components', extended],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(collectorWith(values))).toEqual([]);
  });

  it('consists of these objects, and of none when it is elsewhere', () => {
    const objects = [
      'ConfigMap prod-semantic-explorer-otel-collector-config',
      'ServiceAccount prod-semantic-explorer-otel-collector',
      'Service prod-semantic-explorer-otel-collector',
      'Service prod-semantic-explorer-otel-collector-headless',
      'StatefulSet prod-semantic-explorer-otel-collector',
      'PodDisruptionBudget prod-semantic-explorer-otel-collector',
    ];
    expect(namesOf(collectorWith())).toEqual(objects);
    expect(namesOf(collectorWith({ replicas: 1 }))).toEqual(objects.slice(0, -1));
    expect(namesOf(collectorWith({ enabled: false }))).toEqual([]);
  });

  it('takes metrics for Prometheus, and logs and traces for Quickwit', () => {
    expect(configOf({}, quickwitElsewhere)).toEqual({
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: '0.0.0.0:4317', max_recv_msg_size_mib: 16 },
            http: { endpoint: '0.0.0.0:4318' },
          },
        },
      },
      processors: {
        memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
        'resource/instance': {
          attributes: [{ key: 'service.instance.id', from_context: 'client.address', action: 'insert' }],
        },
      },
      exporters: {
        prometheus: { endpoint: '0.0.0.0:8889', metric_expiration: '180s' },
        'otlp_grpc/quickwit': {
          endpoint: 'https://quickwit.example.com:7281',
          tls: { insecure: false },
          retry_on_failure: { max_interval: '30s', max_elapsed_time: '0s' },
          sending_queue: queueSettings,
        },
      },
      extensions: {
        health_check: { endpoint: '0.0.0.0:13133' },
        'file_storage/queue': {
          directory: '/var/lib/otel-collector',
          compaction: {
            directory: '/var/lib/otel-collector',
            on_start: true,
            on_rebound: true,
            cleanup_on_start: true,
          },
          recreate: true,
        },
      },
      service: {
        extensions: ['health_check', 'file_storage/queue'],
        telemetry: {
          logs: { level: 'info', encoding: 'json' },
          metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }] },
        },
        pipelines: {
          traces: {
            receivers: ['otlp'],
            processors: ['memory_limiter', 'resource/instance'],
            exporters: ['otlp_grpc/quickwit'],
          },
          metrics: {
            receivers: ['otlp'],
            processors: ['memory_limiter', 'resource/instance'],
            exporters: ['prometheus'],
          },
          logs: {
            receivers: ['otlp'],
            processors: ['memory_limiter', 'resource/instance'],
            exporters: ['otlp_grpc/quickwit'],
          },
        },
      },
    });
  });

  it('sends to Quickwit without TLS where its URL says so', () => {
    expect(
      configOf({}, { quickwit: { enabled: false, external: { otlpUrl: 'http://quickwit.example.com:7281' } } }),
    ).toMatchObject({
      exporters: { 'otlp_grpc/quickwit': { tls: { insecure: true } } },
    });
  });

  it('takes logs and traces for nobody where there is no Quickwit, so that programs see no errors', () => {
    const config = configOf({}, noQuickwit);
    expect(config).toMatchObject({
      service: { pipelines: { traces: { exporters: ['nop'] }, logs: { exporters: ['nop'] } } },
    });
    expect(Object.keys((config as { readonly exporters: object }).exporters)).toEqual(['prometheus', 'nop']);
  });

  it('is extended by values', () => {
    const config = configOf(extended, noQuickwit) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    for (const [section, added] of [
      ['receivers', extended.extraReceivers],
      ['processors', extended.extraProcessors],
      ['exporters', extended.extraExporters],
      ['connectors', extended.extraConnectors],
      ['extensions', extended.extraExtensions],
    ] as const) {
      expect(config[section]).toMatchObject(added);
    }
    expect(config['service']).toMatchObject({
      extensions: ['health_check', 'file_storage/queue', 'health_check/other'],
      pipelines: {
        traces: {
          receivers: ['otlp', 'otlp/public'],
          processors: ['memory_limiter', 'resource/instance'],
          exporters: ['nop', 'otlp_http/archive'],
        },
        metrics: { receivers: ['otlp'], exporters: ['prometheus'] },
        logs: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'resource/instance', 'attributes/tenant'],
          exporters: ['nop', 'forward/audit'],
        },
        'logs/audit': {
          receivers: ['forward/audit'],
          processors: ['memory_limiter'],
          exporters: ['otlp_http/archive'],
        },
      },
    });
    expect(podsOf(collectorWith(extended))[0]?.spec.containers[0]?.envFrom).toEqual([
      { secretRef: { name: 'archive' } },
    ]);
  });

  it('trusts private authorities too, if there are any', () => {
    const [pod] = podsOf(collectorWith({}, { trustedCertificates: { secretName: 'own-ca' } }));
    expect(pod?.spec.initContainers?.map(({ name }) => name)).toEqual(['write-ca-bundle']);
    expect(pod?.spec.containers[0]?.env).toContainEqual({
      name: 'SSL_CERT_FILE',
      value: '/etc/trusted-certificates/ca-bundle.crt',
    });
    expect(podsOf(collectorWith())[0]?.spec.initContainers).toBeUndefined();
  });

  it('is restarted when its configuration changes', () => {
    const checksumOf = (values?: Values) =>
      (specOf('StatefulSet', values) as { template: { metadata: { annotations: Record<string, string> } } }).template
        .metadata.annotations['checksum/config'];
    expect(checksumOf({ logLevel: 'warn' })).not.toBe(checksumOf());
    expect(checksumOf({ replicas: 3 })).toBe(checksumOf());
  });

  it('is scraped for what programs sent and for its own metrics, each once', () => {
    expect(specOf('StatefulSet')).toMatchObject({
      template: {
        metadata: {
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '8889',
            'prometheus.io/path': '/metrics',
          },
        },
      },
    });
    expect(podsOf(collectorWith())[0]?.spec.containers[0]?.ports).toEqual([
      { name: 'otlp-grpc', containerPort: 4317 },
      { name: 'otlp-http', containerPort: 4318 },
      { name: 'metrics', containerPort: 8889 },
      { name: 'own-metrics', containerPort: 8888 },
      { name: 'health', containerPort: 13133 },
    ]);
    expect(specOf('ServiceMonitor', { serviceMonitor: { enabled: true } })).toMatchObject({
      endpoints: [
        { port: 'metrics', path: '/metrics' },
        { port: 'own-metrics', path: '/metrics' },
      ],
    });
  });

  it('has a volume for its queue that is no larger than it should be', () => {
    const volumesOf = (values?: Values) => podsOf(collectorWith(values))[0]?.spec.volumes?.slice(0, -1);
    expect(volumesOf()).toEqual([{ name: 'queue', emptyDir: { sizeLimit: '2Gi' } }]);
    expect(volumesOf({ persistence: { enabled: true } })).toEqual([]);
    expect(specOf('StatefulSet', { persistence: { enabled: true } })).toMatchObject({
      volumeClaimTemplates: [{ metadata: { name: 'queue' }, spec: { resources: { requests: { storage: '2Gi' } } } }],
    });
  });
});
