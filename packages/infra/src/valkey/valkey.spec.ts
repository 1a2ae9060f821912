import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { valkey } from '../index.js';

const chart = chartOfServices(valkey);
const valkeyWith = (values: Readonly<Record<string, unknown>> = {}) => render(chart, { valkey: values });
const fileOf = (name: string, values?: Readonly<Record<string, unknown>>) =>
  ofKind(valkeyWith(values), 'ConfigMap').map(({ data }) => (data as Readonly<Record<string, string>>)[name])[0];

const selector = { 'app.kubernetes.io/name': 'valkey', 'app.kubernetes.io/instance': 'prod' };
const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const password = { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'valkey-password' } };
const answers = { tcpSocket: { port: 'valkey' } };

describe('Valkey', () => {
  it.each([
    ['the defaults', {}],
    ['no login, no metrics', { auth: { enabled: false }, metrics: { enabled: false } }],
    ['the Prometheus Operator', { metrics: { serviceMonitor: { enabled: true, labels: { release: 'prometheus' } } } }],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(valkeyWith(values))).toEqual([]);
  });

  it('consists of these objects, and of none when it is elsewhere', () => {
    expect(namesOf(valkeyWith())).toEqual([
      'ConfigMap prod-semantic-explorer-valkey-config',
      'ServiceAccount prod-semantic-explorer-valkey',
      'Service prod-semantic-explorer-valkey',
      'Service prod-semantic-explorer-valkey-headless',
      'StatefulSet prod-semantic-explorer-valkey',
    ]);
    expect(namesOf(valkeyWith({ enabled: false, external: { host: 'cache.example.com' } }))).toEqual([]);
  });

  it('is one server without a volume, hardened, with an exporter', () => {
    const [pod] = podsOf(valkeyWith());
    expect(pod?.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001 },
      volumes: [{ name: 'config', configMap: { name: 'prod-semantic-explorer-valkey-config' } }],
    });
    expect(pod?.spec.containers).toEqual([
      {
        name: 'valkey',
        image: 'docker.io/valkey/valkey:9.1.4-alpine3.24',
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', '/etc/valkey/start-server.sh'],
        env: [
          { name: 'MEMORY_LIMIT_BYTES', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } },
          { name: 'MAX_MEMORY_PERCENT', value: '75' },
          { name: 'VALKEY_PASSWORD', valueFrom: password },
        ],
        ports: [{ name: 'valkey', containerPort: 6379 }],
        startupProbe: { ...answers, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
        livenessProbe: { ...answers, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
        readinessProbe: { ...answers, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
        securityContext: restricted,
        volumeMounts: [{ name: 'config', mountPath: '/etc/valkey', readOnly: true }],
      },
      {
        name: 'exporter',
        image: 'docker.io/oliver006/redis_exporter:v1.89.0',
        imagePullPolicy: 'IfNotPresent',
        env: [
          { name: 'REDIS_ADDR', value: 'redis://localhost:6379' },
          { name: 'REDIS_EXPORTER_WEB_LISTEN_ADDRESS', value: ':9121' },
          { name: 'REDIS_EXPORTER_DISABLE_SCRAPE_ENDPOINT', value: 'true' },
          { name: 'REDIS_PASSWORD', valueFrom: password },
        ],
        ports: [{ name: 'metrics', containerPort: 9121 }],
        livenessProbe: { tcpSocket: { port: 'metrics' }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
        resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
        securityContext: restricted,
      },
    ]);
  });

  it('is one pod behind one Service', () => {
    expect(ofKind(valkeyWith(), 'StatefulSet')[0]?.['spec']).toMatchObject({ replicas: 1, volumeClaimTemplates: [] });
    expect(ofKind(valkeyWith({ metrics: { enabled: false } }), 'Service')[0]?.['spec']).toEqual({
      selector,
      ports: [{ name: 'valkey', port: 6379, targetPort: 'valkey' }],
    });
  });

  it('has a configuration without persistence, which protects it when the password is missing', () => {
    expect(fileOf('valkey.conf', { evictionPolicy: 'volatile-ttl' })).toBe(`bind * -::*
port 6379
protected-mode yes
databases 1
dir /
save ""
appendonly no
maxmemory-policy volatile-ttl
`);
    expect(fileOf('valkey.conf', { auth: { enabled: false } })).toContain('\nprotected-mode no\n');
  });
});

describe('values of Valkey', () => {
  it.each([
    [
      'a monitor of nothing',
      { metrics: { enabled: false, serviceMonitor: { enabled: true } } },
      'valkey.metrics.serviceMonitor.enabled',
      'must be false when valkey.metrics.enabled is false: there would be nothing to scrape',
    ],
    ['no server at all', { enabled: false }, 'valkey.external.host', 'is needed when valkey.enabled is false'],
    [
      'a probe that takes longer than its period',
      { readinessProbe: { timeoutSeconds: 11 } },
      'valkey.readinessProbe.timeoutSeconds',
      'must be at most the period (10 seconds)',
    ],
  ])('are refused with %s', (_, values, path, problem) => {
    expect(refusalsOf(chart, { valkey: values })).toEqual([{ path, problem }]);
  });
});
