import { chartOfServices, kubernetesProblems, namesOf, ofKind, render } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { nats } from '../index.js';

const chart = chartOfServices(nats);
const natsWith = (values: Readonly<Record<string, unknown>> = {}) => render(chart, { nats: values });
const specOf = (kind: string, values?: Readonly<Record<string, unknown>>) =>
  ofKind(natsWith(values), kind)[0]?.['spec'];

const oneServer = { replicas: 1, streamReplicas: '1' };
const selector = { 'app.kubernetes.io/name': 'nats', 'app.kubernetes.io/instance': 'prod' };
const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const route = (ordinal: number) =>
  `prod-semantic-explorer-nats-${String(ordinal)}.prod-semantic-explorer-nats-headless:6222`;

describe('NATS', () => {
  it.each([
    ['the defaults', {}],
    ['one server on an existing claim', { ...oneServer, persistence: { existingClaim: 'old-data' } }],
    ['five servers without volumes', { replicas: 5, streamReplicas: '5', persistence: { enabled: false } }],
    [
      'no login, no metrics, no budget',
      { auth: { enabled: false }, metrics: { enabled: false }, disruptionBudget: { enabled: false } },
    ],
    ['the Prometheus Operator', { metrics: { serviceMonitor: { enabled: true, labels: { release: 'prometheus' } } } }],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(natsWith(values))).toEqual([]);
  });

  it('consists of these objects, and of none when it is elsewhere', () => {
    const objects = [
      'ConfigMap prod-semantic-explorer-nats-config',
      'ServiceAccount prod-semantic-explorer-nats',
      'Service prod-semantic-explorer-nats',
      'Service prod-semantic-explorer-nats-headless',
      'StatefulSet prod-semantic-explorer-nats',
      'PodDisruptionBudget prod-semantic-explorer-nats',
    ];
    expect(namesOf(natsWith())).toEqual(objects);
    expect(namesOf(natsWith(oneServer))).toEqual(objects.slice(0, -1));
    expect(namesOf(natsWith({ enabled: false, external: { host: 'nats.example.com' } }))).toEqual([]);
  });

  it('is three servers that know each other, hardened, each on a volume of its own', () => {
    expect(specOf('StatefulSet')).toEqual({
      serviceName: 'prod-semantic-explorer-nats-headless',
      podManagementPolicy: 'Parallel',
      replicas: 3,
      minReadySeconds: 30,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: { ...selector, 'app.kubernetes.io/part-of': 'semantic-explorer' },
          annotations: {
            'checksum/config': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '7777',
            'prometheus.io/path': '/metrics',
          },
        },
        spec: {
          serviceAccountName: 'prod-semantic-explorer-nats',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            runAsGroup: 1000,
            fsGroup: 1000,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          terminationGracePeriodSeconds: 60,
          containers: [
            {
              name: 'nats',
              image: 'docker.io/library/nats:2.14.5-alpine',
              imagePullPolicy: 'IfNotPresent',
              command: ['nats-server', '--config=/etc/nats/nats.conf'],
              env: [
                { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                { name: 'SERVER_NAME', value: '"$(POD_NAME)"' },
                {
                  name: 'NATS_PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'nats-password' } },
                },
                { name: 'QUOTED_PASSWORD', value: "'$(NATS_PASSWORD)'" },
                {
                  name: 'ROUTES',
                  value: `["nats://routes:$(NATS_PASSWORD)@${route(0)}", "nats://routes:$(NATS_PASSWORD)@${route(1)}", "nats://routes:$(NATS_PASSWORD)@${route(2)}"]`,
                },
                {
                  name: 'MEMORY_LIMIT_MEBIBYTES',
                  valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
                },
                { name: 'GOMEMLIMIT', value: '$(MEMORY_LIMIT_MEBIBYTES)000000' },
              ],
              ports: [
                { name: 'client', containerPort: 4222 },
                { name: 'route', containerPort: 6222 },
                { name: 'monitor', containerPort: 8222 },
              ],
              lifecycle: { preStop: { exec: { command: ['nats-server', '--signal=ldm=/var/run/nats/nats.pid'] } } },
              startupProbe: {
                httpGet: { path: '/healthz?js-server-only=true', port: 'monitor' },
                periodSeconds: 10,
                timeoutSeconds: 5,
                failureThreshold: 180,
              },
              livenessProbe: {
                httpGet: { path: '/healthz?js-enabled-only=true', port: 'monitor' },
                periodSeconds: 30,
                timeoutSeconds: 5,
                failureThreshold: 4,
              },
              readinessProbe: {
                httpGet: { path: '/healthz?js-meta-only=true', port: 'monitor' },
                periodSeconds: 10,
                timeoutSeconds: 5,
                failureThreshold: 3,
              },
              resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
              securityContext: restricted,
              volumeMounts: [
                { name: 'data', mountPath: '/data' },
                { name: 'config', mountPath: '/etc/nats', readOnly: true },
                { name: 'run', mountPath: '/var/run/nats' },
              ],
            },
            {
              name: 'exporter',
              image: 'docker.io/natsio/prometheus-nats-exporter:0.20.1',
              imagePullPolicy: 'IfNotPresent',
              args: [
                '-port=7777',
                '-connz',
                '-routez',
                '-subz',
                '-varz',
                '-jsz=all',
                '-prefix=nats',
                '-use_internal_server_id',
                'http://127.0.0.1:8222/',
              ],
              ports: [{ name: 'metrics', containerPort: 7777 }],
              livenessProbe: {
                tcpSocket: { port: 'metrics' },
                periodSeconds: 30,
                timeoutSeconds: 5,
                failureThreshold: 4,
              },
              resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
              securityContext: restricted,
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: 'prod-semantic-explorer-nats-config' } },
            { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
          ],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } },
                },
              ],
            },
          },
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
        },
      ],
    });
  });

  it('lets clients in by one Service, and servers reach each other before they are ready', () => {
    const services = ofKind(natsWith({ metrics: { enabled: false } }), 'Service').map(({ spec }) => spec);
    const client = { name: 'client', port: 4222, targetPort: 'client' };
    expect(services).toEqual([
      { selector, ports: [client] },
      {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [
          client,
          { name: 'route', port: 6222, targetPort: 'route' },
          { name: 'monitor', port: 8222, targetPort: 'monitor' },
        ],
      },
    ]);
  });

  it('keeps its majority while nodes are drained', () => {
    expect(specOf('PodDisruptionBudget')).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector },
    });
  });

  it("runs where the deployer's affinity says", () => {
    const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
    const { template } = specOf('StatefulSet', { affinity }) as { readonly template: { readonly spec: unknown } };
    expect(template.spec).toMatchObject({ affinity });
    expect(template.spec).not.toHaveProperty('affinity.podAntiAffinity');
  });
});
