import { commonValues } from '@semantic-explorer/platform';
import { podsOf } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import { postgresql } from '../index.js';

const chart = composeChart({
  metadata: {
    name: 'semantic-explorer',
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'PostgreSQL alone.',
    kubeVersion: '>=1.30.0-0',
  },
  common: commonValues,
  services: [postgresql],
});
const render = (values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] =>
  evaluateChart(chart, { release: { name: 'prod', namespace: 'explorer' }, values: [values] });
const ofKind = (kind: string, values?: Readonly<Record<string, unknown>>): Manifest | undefined =>
  render(values).find((object) => object['kind'] === kind);

const secret = (key: string) => ({ secretKeyRef: { name: 'prod-semantic-explorer-credentials', key } });
const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const isReady = { exec: { command: ['pg_isready', '--host=127.0.0.1', '--username=postgres', '--dbname=postgres'] } };
const answers = {
  exec: {
    command: ['sh', '-c', 'pg_isready --host=127.0.0.1 --username=postgres --dbname=postgres || [ $? -eq 1 ]'],
  },
};
const selector = { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'prod' };

const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'without a volume and metrics': {
    postgresql: { primary: { persistence: { enabled: false } }, metrics: { enabled: false } },
  },
  'on an existing claim': { postgresql: { primary: { persistence: { existingClaim: 'old-data' } } } },
  elsewhere: { postgresql: { enabled: false, external: { host: 'db.example.com' } } },
};

describe('PostgreSQL', () => {
  it.each(Object.entries(valueSets))(
    'consists of objects that Kubernetes takes, oldest and newest: %s',
    (_, values) => {
      const problems = render(values).flatMap((object) =>
        Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
      );
      expect(problems).toEqual([]);
    },
  );

  it('is one server with its exporter, hardened, on a volume of its own', () => {
    expect(ofKind('StatefulSet')?.['spec']).toEqual({
      serviceName: 'prod-semantic-explorer-postgresql-headless',
      replicas: 1,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: { ...selector, 'app.kubernetes.io/part-of': 'semantic-explorer' },
          annotations: {
            'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '9187',
            'prometheus.io/path': '/metrics',
          },
        },
        spec: {
          serviceAccountName: 'prod-semantic-explorer-postgresql',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 999,
            runAsGroup: 999,
            fsGroup: 999,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          terminationGracePeriodSeconds: 120,
          containers: [
            {
              name: 'postgresql',
              image: 'docker.io/library/postgres:17.11-bookworm',
              imagePullPolicy: 'IfNotPresent',
              args: ['postgres', '-c', 'config_file=/etc/postgresql/postgresql.conf'],
              env: [
                { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
                { name: 'POSTGRES_INITDB_ARGS', value: '--data-checksums --auth-host=scram-sha-256' },
                { name: 'POSTGRES_PASSWORD', valueFrom: secret('postgresql-admin-password') },
                { name: 'APPLICATION_ROLE', value: 'explorer' },
                { name: 'APPLICATION_DATABASE', value: 'explorer' },
                { name: 'APPLICATION_PASSWORD', valueFrom: secret('postgresql-password') },
                { name: 'MONITORING_ROLE', value: 'monitoring' },
                { name: 'MONITORING_PASSWORD', valueFrom: secret('postgresql-monitoring-password') },
                { name: 'AUDIT_READER_ROLE', value: 'audit_reader' },
                { name: 'AUDIT_READER_PASSWORD', valueFrom: secret('postgresql-audit-reader-password') },
              ],
              ports: [{ name: 'postgresql', containerPort: 5432 }],
              startupProbe: { ...isReady, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 90 },
              livenessProbe: { ...answers, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 6 },
              readinessProbe: { ...isReady, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
              resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } },
              securityContext: restricted,
              volumeMounts: [
                { name: 'data', mountPath: '/var/lib/postgresql/data' },
                {
                  name: 'config',
                  mountPath: '/etc/postgresql/postgresql.conf',
                  subPath: 'postgresql.conf',
                  readOnly: true,
                },
                {
                  name: 'config',
                  mountPath: '/etc/postgresql/audit-reader.sql',
                  subPath: 'audit-reader.sql',
                  readOnly: true,
                },
                { name: 'config', mountPath: '/etc/postgresql/restore.sh', subPath: 'restore.sh', readOnly: true },
                {
                  name: 'config',
                  mountPath: '/docker-entrypoint-initdb.d/create-roles.sh',
                  subPath: 'create-roles.sh',
                  readOnly: true,
                },
                { name: 'run', mountPath: '/var/run/postgresql' },
                { name: 'tmp', mountPath: '/tmp' },
                { name: 'shared-memory', mountPath: '/dev/shm' },
              ],
            },
            {
              name: 'exporter',
              image: 'quay.io/prometheuscommunity/postgres-exporter:v0.20.1',
              imagePullPolicy: 'IfNotPresent',
              env: [
                { name: 'DATA_SOURCE_URI', value: '127.0.0.1:5432/explorer?sslmode=disable' },
                { name: 'DATA_SOURCE_USER', value: 'monitoring' },
                { name: 'DATA_SOURCE_PASS', valueFrom: secret('postgresql-monitoring-password') },
              ],
              ports: [{ name: 'metrics', containerPort: 9187 }],
              livenessProbe: { httpGet: { path: '/', port: 'metrics' } },
              resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } },
              securityContext: { runAsUser: 65534, runAsGroup: 65534, ...restricted },
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: 'prod-semantic-explorer-postgresql-config' } },
            { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
            { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
            { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } },
        },
      ],
    });
  });

  it('keeps its data where the values say', () => {
    const volumes = (values: Readonly<Record<string, unknown>>): unknown =>
      (ofKind('StatefulSet', values) as unknown as { spec: { template: { spec: { volumes: readonly unknown[] } } } })
        .spec.template.spec.volumes[0];
    expect(volumes(valueSets['without a volume and metrics'] ?? {})).toEqual({
      name: 'data',
      emptyDir: { sizeLimit: '100Gi' },
    });
    expect(volumes(valueSets['on an existing claim'] ?? {})).toEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'old-data' },
    });
  });

  it('is configured by the given parameters; an empty one is left to PostgreSQL', () => {
    const primary = {
      settings: { work_mem: '32MB' },
      extraSettings: { log_line_prefix: '%m [%p] ', wal_level: '', jit: 'off' },
    };
    const data = ofKind('ConfigMap', { postgresql: { primary, tls: { secretName: 'certificate' } } })?.['data'];
    expect((data as Readonly<Record<string, string>>)['postgresql.conf']).toBe(
      [
        "listen_addresses = '*'",
        'password_encryption = scram-sha-256',
        "shared_buffers = '512MB'",
        "effective_cache_size = '1536MB'",
        "maintenance_work_mem = '128MB'",
        "work_mem = '32MB'",
        "max_connections = '200'",
        'ssl = on',
        "ssl_cert_file = '/etc/postgresql/tls/tls.crt'",
        "ssl_key_file = '/etc/postgresql/tls/tls.key'",
        "jit = 'off'",
        "log_line_prefix = '%m [%p] '",
        '',
      ].join('\n'),
    );
  });

  it('gets the key of its certificate readable by its group alone', () => {
    const [pod] = podsOf(render({ postgresql: { tls: { secretName: 'certificate' } } }));
    expect(pod?.spec.volumes).toContainEqual({
      name: 'certificate',
      secret: { secretName: 'certificate', defaultMode: 0o640 },
    });
    expect(pod?.spec.containers[0]?.volumeMounts).toContainEqual({
      name: 'certificate',
      mountPath: '/etc/postgresql/tls',
      readOnly: true,
    });
  });
});
