import type { NetworkedService } from '@semantic-explorer/platform';
import {
  claimTemplate,
  claimVolume,
  gpuResources,
  hardenedContainer,
  hardenedPod,
  networkedService,
  probe,
  qdrant as connection,
  qdrantPorts,
  scrapeAnnotations,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { and, optional, when } from 'chartkit';

import { serverCluster } from '../server-cluster/objects.js';
import { directories, serverEnvironment } from './environment.js';
import { gpuOf, serverImage } from './gpu.js';
import { qdrantRules } from './rules.js';
import type { QdrantValues } from './values.js';
import { qdrantValues } from './values.js';

const component = 'qdrant';
/** The user of the image `-unprivileged`; those for GPUs run as any user. */
const user = { uid: 1000, gid: 1000 };

/** Qdrant: one server, or a cluster. */
export const qdrant: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/qdrant/builder.ts',
  key: component,
  values: qdrantValues,
  enabled: (values) => values.enabled,
  rules: (values) => [...connection.rules, ...qdrantRules(values)],
  network: () => ({
    peers: [{ port: qdrantPorts.p2p }],
    scraped: [{ port: qdrantPorts.metrics }],
  }),
  build: (scope, values) => {
    serverCluster(scope, {
      name: component,
      values,
      ports: [
        { name: 'http', port: qdrantPorts.http, targetPort: 'http' },
        { name: 'grpc', port: qdrantPorts.grpc, targetPort: 'grpc' },
        { name: 'metrics', port: qdrantPorts.metrics, targetPort: 'metrics' },
      ],
      peerPorts: [{ name: 'p2p', port: qdrantPorts.p2p, targetPort: 'p2p' }],
      pod: pod(values),
      annotations: scrapeAnnotations({ port: qdrantPorts.metrics, path: '/metrics' }),
      volumeClaimTemplates: [
        claimTemplate('storage', values.storage.persistence),
        claimTemplate('snapshots', values.snapshots.persistence),
      ],
      minReadySeconds: values.minReadySeconds,
      metrics: { endpoint: { port: 'metrics', path: '/metrics' }, serviceMonitor: values.metrics.serviceMonitor },
    });
  },
});

const pod = (values: QdrantValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  runtimeClassName: when<string>(and(values.gpu.enabled, values.gpu.runtimeClassName), values.gpu.runtimeClassName),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  containers: [server(values)],
  volumes: [
    claimVolume('storage', values.storage.persistence),
    claimVolume('snapshots', values.snapshots.persistence),
    { name: 'init', emptyDir: { sizeLimit: '16Mi' } },
    values.extraVolumes,
  ],
});

const server = (values: QdrantValues): Dynamic<k8s.Container> => ({
  name: component,
  ...serverImage(values),
  // Each segment of a collection is many open files, and container runtimes begin with a low limit.
  command: ['bash', '-c', 'ulimit -n "$(ulimit -H -n)"; exec ./qdrant'],
  workingDir: '/qdrant',
  env: serverEnvironment(values),
  envFrom: optional(values.extraEnvironmentFrom),
  ports: [
    { name: 'http', containerPort: qdrantPorts.http },
    { name: 'grpc', containerPort: qdrantPorts.grpc },
    { name: 'p2p', containerPort: qdrantPorts.p2p },
    { name: 'metrics', containerPort: qdrantPorts.metrics },
  ],
  // Clients learn that the pod goes before it does.
  lifecycle: { preStop: { exec: { command: ['sleep', '3'] } } },
  // No API key protects these paths.
  startupProbe: probe({ httpGet: { path: '/livez', port: 'http' } }, values.startupProbe),
  livenessProbe: probe({ httpGet: { path: '/livez', port: 'http' } }, values.livenessProbe),
  readinessProbe: probe({ httpGet: { path: '/readyz', port: 'http' } }, values.readinessProbe),
  resources: gpuResources({ gpu: gpuOf(values), resources: values.resources }),
  ...hardenedContainer,
  volumeMounts: [
    { name: 'storage', mountPath: directories.storage },
    { name: 'snapshots', mountPath: directories.snapshots },
    { name: 'init', mountPath: directories.init },
    values.extraVolumeMounts,
  ],
});
