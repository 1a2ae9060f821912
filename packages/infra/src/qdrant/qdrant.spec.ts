import {
  chartOfServices,
  kubernetesProblems,
  namesOf,
  ofKind,
  podsOf,
  refusalsOf,
  render,
  unreservedVariables,
} from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';

import { qdrant } from '../index.js';
import { settingProblems } from './testing/documented-settings.js';

const chart = chartOfServices(qdrant);
const qdrantWith = (values: Readonly<Record<string, unknown>> = {}) => render(chart, { qdrant: values });
const podOf = (values?: Readonly<Record<string, unknown>>) => podsOf(qdrantWith(values))[0]?.spec;
const serverOf = (values?: Readonly<Record<string, unknown>>) => podOf(values)?.containers[0];

const selector = { 'app.kubernetes.io/name': 'qdrant', 'app.kubernetes.io/instance': 'prod' };
const aloneEnvironment = [
  { name: 'QDRANT__LOG_LEVEL', value: 'INFO' },
  { name: 'QDRANT__TELEMETRY_DISABLED', value: 'true' },
  { name: 'QDRANT__SERVICE__METRICS_PORT', value: '6336' },
  { name: 'QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY', value: 'false' },
  { name: 'QDRANT__STORAGE__STORAGE_PATH', value: '/qdrant/storage' },
  { name: 'QDRANT__STORAGE__SNAPSHOTS_PATH', value: '/qdrant/snapshots' },
  { name: 'QDRANT_INIT_FILE_PATH', value: '/qdrant/init/.qdrant-initialized' },
];
const everything = {
  replicas: 3,
  auth: { enabled: true },
  gpu: { enabled: true, type: 'amd', count: 2, runtimeClassName: 'amd' },
  metrics: { serviceMonitor: { enabled: true } },
  extraEnvironment: { QDRANT__SERVICE__MAX_REQUEST_SIZE_MB: '64' },
  extraEnvironmentFrom: [{ secretRef: { name: 'more' } }],
  extraVolumes: [{ name: 'more', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'more', mountPath: '/more' }],
};

describe('Qdrant', () => {
  it.each([
    ['the defaults', {}],
    ['everything', everything],
    [
      'existing claims',
      { storage: { persistence: { existingClaim: 'a' } }, snapshots: { persistence: { existingClaim: 'b' } } },
    ],
    ['no volumes', { storage: { persistence: { enabled: false } }, snapshots: { persistence: { enabled: false } } }],
  ])('consists of objects that Kubernetes takes, oldest and newest: %s', (_, values) => {
    expect(kubernetesProblems(qdrantWith(values))).toEqual([]);
  });

  it('consists of these objects, and of none when it is elsewhere', () => {
    const objects = [
      'ServiceAccount prod-semantic-explorer-qdrant',
      'Service prod-semantic-explorer-qdrant',
      'Service prod-semantic-explorer-qdrant-headless',
      'StatefulSet prod-semantic-explorer-qdrant',
    ];
    expect(namesOf(qdrantWith())).toEqual(objects);
    expect(namesOf(qdrantWith(everything))).toEqual([
      ...objects,
      'PodDisruptionBudget prod-semantic-explorer-qdrant',
      'ServiceMonitor prod-semantic-explorer-qdrant',
    ]);
    expect(namesOf(qdrantWith({ enabled: false, external: { url: 'http://qdrant.example.com:6334' } }))).toEqual([]);
  });

  it('is one hardened server with volumes for collections and for snapshots', () => {
    expect(podOf()).toEqual({
      serviceAccountName: 'prod-semantic-explorer-qdrant',
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
          name: 'qdrant',
          image: 'docker.io/qdrant/qdrant:v1.19.0-unprivileged',
          imagePullPolicy: 'IfNotPresent',
          command: ['bash', '-c', 'ulimit -n "$(ulimit -H -n)"; exec ./qdrant'],
          workingDir: '/qdrant',
          env: aloneEnvironment,
          ports: [
            { name: 'http', containerPort: 6333 },
            { name: 'grpc', containerPort: 6334 },
            { name: 'p2p', containerPort: 6335 },
            { name: 'metrics', containerPort: 6336 },
          ],
          lifecycle: { preStop: { exec: { command: ['sleep', '3'] } } },
          startupProbe: {
            httpGet: { path: '/livez', port: 'http' },
            periodSeconds: 10,
            timeoutSeconds: 5,
            failureThreshold: 360,
          },
          livenessProbe: {
            httpGet: { path: '/livez', port: 'http' },
            periodSeconds: 30,
            timeoutSeconds: 10,
            failureThreshold: 10,
          },
          readinessProbe: {
            httpGet: { path: '/readyz', port: 'http' },
            periodSeconds: 10,
            timeoutSeconds: 5,
            failureThreshold: 3,
          },
          resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [
            { name: 'storage', mountPath: '/qdrant/storage' },
            { name: 'snapshots', mountPath: '/qdrant/snapshots' },
            { name: 'init', mountPath: '/qdrant/init' },
          ],
        },
      ],
      volumes: [{ name: 'init', emptyDir: { sizeLimit: '16Mi' } }],
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
      claimNames: ['storage', 'snapshots'],
    });
  });

  it('is a cluster that its first server founds and the others join', () => {
    expect(serverOf({ replicas: 3 })?.env).toEqual([
      ...aloneEnvironment,
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'QDRANT__CLUSTER__ENABLED', value: 'true' },
      { name: 'QDRANT__CLUSTER__P2P__PORT', value: '6335' },
      { name: 'QDRANT_URI', value: 'http://$(POD_NAME).prod-semantic-explorer-qdrant-headless:6335' },
      {
        name: 'QDRANT_BOOTSTRAP',
        value: 'http://prod-semantic-explorer-qdrant-0.prod-semantic-explorer-qdrant-headless:6335',
      },
      { name: 'QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR', value: '2' },
    ]);
    expect(ofKind(qdrantWith({ replicas: 3 }), 'StatefulSet')[0]?.['spec']).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'Parallel',
      minReadySeconds: 30,
    });
  });

  it('takes its API key from the Secret, and shows metrics without it', () => {
    const values = { auth: { enabled: true, existingSecret: 'vectors', secretKeys: { apiKey: 'key' } } };
    expect(serverOf(values)?.env).toContainEqual({
      name: 'QDRANT__SERVICE__API_KEY',
      valueFrom: { secretKeyRef: { name: 'vectors', key: 'key' } },
    });
    expect(ofKind(qdrantWith(values), 'StatefulSet')[0]).toMatchObject({
      spec: {
        template: {
          metadata: {
            annotations: {
              'prometheus.io/scrape': 'true',
              'prometheus.io/port': '6336',
              'prometheus.io/path': '/metrics',
            },
          },
        },
      },
    });
  });

  it.each([
    ['nvidia', '', 'docker.io/qdrant/qdrant:v1.19.0-gpu-nvidia', 'nvidia.com/gpu'],
    ['amd', '', 'docker.io/qdrant/qdrant:v1.19.0-gpu-amd', 'amd.com/gpu'],
    ['nvidia', 'nvidia.com/mig-1g.10gb', 'docker.io/qdrant/qdrant:v1.19.0-gpu-nvidia', 'nvidia.com/mig-1g.10gb'],
  ])('builds indexes on GPUs of %s with the resource "%s"', (type, resourceName, image, resource) => {
    const pod = podOf({ gpu: { enabled: true, type, resourceName, runtimeClassName: 'gpu' } });
    const server = pod?.containers[0];
    expect(pod).toMatchObject({ runtimeClassName: 'gpu', securityContext: { runAsNonRoot: true, runAsUser: 1000 } });
    expect(server?.image).toBe(image);
    expect(server?.env).toContainEqual({ name: 'QDRANT__GPU__INDEXING', value: 'true' });
    expect(server?.resources).toEqual({
      requests: { cpu: '500m', memory: '2Gi', [resource]: 1 },
      limits: { memory: '4Gi', [resource]: 1 },
    });
  });

  it('lets clients in by one Service, and servers reach each other before they are ready', () => {
    const ports = [
      { name: 'http', port: 6333, targetPort: 'http' },
      { name: 'grpc', port: 6334, targetPort: 'grpc' },
      { name: 'metrics', port: 6336, targetPort: 'metrics' },
    ];
    expect(ofKind(qdrantWith(), 'Service').map(({ spec }) => spec)).toEqual([
      { selector, ports },
      {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [...ports, { name: 'p2p', port: 6335, targetPort: 'p2p' }],
      },
    ]);
  });
});

describe('the settings of Qdrant', () => {
  // What a deployer adds is right or wrong by itself.
  const fixed = { qdrant: { enabled: true, extraEnvironment: undefined, extraEnvironmentFrom: undefined } };
  it.each([
    ['the defaults', {}] as const,
    ['everything', { qdrant: everything }] as const,
    ...drawnValues(chart, { fixed }),
  ])('are fields of its file, with values that they take: %s', (_, values) => {
    const [pod] = podsOf(render(chart, values));
    const variables = pod?.spec.containers[0]?.env ?? [];
    expect(variables.length).toBeGreaterThan(5);
    expect(settingProblems(variables)).toEqual([]);
  });

  it('are told apart from what it does not know', () => {
    expect(
      settingProblems([
        { name: 'QDRANT__SERVICE__API_KEY' },
        { name: 'QDRANT__SERVICE__APIKEY', value: 'x' },
        { name: 'QDRANT_SERVICE__HTTP_PORT', value: '1' },
        { name: 'QDRANT__CLUSTER__ENABLED', value: 'yes' },
        { name: 'QDRANT__SERVICE__GRPC_PORT', value: '70000' },
      ]),
    ).toEqual([
      'QDRANT__SERVICE__APIKEY: there is no such field',
      'QDRANT_SERVICE__HTTP_PORT: there is no such field',
      'QDRANT__CLUSTER__ENABLED: "yes" is no boolean',
      'QDRANT__SERVICE__GRPC_PORT: "70000" is no port',
    ]);
  });
});

describe('values of Qdrant', () => {
  it.each([
    [
      'two servers',
      { replicas: 2 },
      'qdrant.replicas',
      'must be 1, or at least 3: two servers stop as soon as one of them does',
    ],
    [
      'more copies than servers',
      { replicas: 3, replicationFactor: 4 },
      'qdrant.replicationFactor',
      'must be at most qdrant.replicas (3): each copy of a shard lies on a server of its own',
    ],
    [
      'one claim for several servers',
      { replicas: 3, snapshots: { persistence: { existingClaim: 'old' } } },
      'qdrant.snapshots.persistence.existingClaim',
      'is one claim, but each server needs its own: leave it empty, or run one server',
    ],
    [
      'a claim that would not be used',
      { storage: { persistence: { enabled: false, existingClaim: 'old' } } },
      'qdrant.storage.persistence.existingClaim',
      'is given, but qdrant.storage.persistence.enabled is false, so that it would not be used',
    ],
    [
      'GPUs in two places',
      { gpu: { enabled: true }, resources: { limits: { 'nvidia.com/gpu': 1 } } },
      'qdrant.resources.limits',
      'names the GPU, which qdrant.gpu.count already does',
    ],
    ['no server at all', { enabled: false }, 'qdrant.external.url', 'is needed when qdrant.enabled is false'],
  ])('are refused with %s', (_, values, path, problem) => {
    expect(refusalsOf(chart, { qdrant: values })).toEqual([{ path, problem }]);
  });

  it('reserve every variable that the chart sets', () => {
    expect(
      unreservedVariables(chart, 'qdrant', 'qdrant', [{ qdrant: { ...everything, extraEnvironment: {} } }]),
    ).toEqual([]);
  });
});
