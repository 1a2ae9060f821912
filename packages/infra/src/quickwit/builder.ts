import type { NetworkDefinition, NetworkedService } from '@semantic-explorer/platform';
import {
  bucketsSlice,
  claimTemplate,
  claimVolume,
  connect,
  connectionRules,
  labels,
  networkedService,
  objectStore,
  objectStoreWith,
  postgresql,
  quickwitPorts,
  quickwitSearch,
  quickwitSearchers,
  quickwitUsesDatabase,
  scrapeAnnotations,
  scriptsSlice,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import type { Condition } from 'chartkit';
import { and, resources, sha256 } from 'chartkit';

import { postgresqlImageSlice } from '../postgresql/image.js';
import type { ServerCluster } from '../server-cluster/objects.js';
import { serverCluster } from '../server-cluster/objects.js';
import { addInitJob, initJob } from './init/job.js';
import { isSplit, nodeConfig, usesObjectStore, usesPostgresql } from './config.js';
import { configName, nodePod } from './pod.js';
import { quickwitRules } from './rules.js';
import type { QuickwitValues } from './values.js';
import { quickwitValues } from './values.js';

const component = 'quickwit';
const metricsPath = '/metrics';

/** What nodes use, where they use it. */
const connectionsOf = (values: QuickwitValues) => {
  const where = (condition: Condition) => ({ available: condition });
  return [
    // It ends without its bucket, and Kubernetes would start it again after a pause.
    connect({ ...objectStoreWith(values.bucket), ...where(usesObjectStore(values)) }, { environment: [] }),
    connect(
      { ...postgresql, ...where(and(usesPostgresql(values), postgresqlIsDeployed)) },
      // A variable with the URI says where the database is.
      { environment: [] },
    ),
  ];
};
const postgresqlIsDeployed = postgresql.server.deployed;

/** Quickwit: one node, or nodes for indexing, searching and control. */
export const quickwit: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/quickwit/builder.ts',
  key: component,
  values: quickwitValues,
  uses: [
    ...objectStore.slices,
    bucketsSlice,
    ...postgresql.slices,
    postgresqlImageSlice,
    trustedCertificatesSlice,
    scriptsSlice,
  ],
  enabled: (values) => values.enabled,
  rules: (values) => [...connectionRules(connectionsOf(values)), ...quickwitRules(values)],
  network: (values) => {
    const node: NetworkDefinition = {
      alsoConnects: [
        { connection: objectStore, when: usesObjectStore(values) },
        { connection: postgresql, when: usesPostgresql(values) },
      ],
      peers: [
        { port: quickwitPorts.rest },
        { port: quickwitPorts.grpc },
        { port: quickwitPorts.gossip, protocol: 'UDP' },
      ],
      scraped: [{ port: quickwitPorts.rest }],
    };
    return [
      node,
      { ...node, pods: 'quickwit-searcher', when: isSplit(values) },
      { ...node, pods: 'quickwit-control', when: isSplit(values) },
      {
        pods: initJob,
        alsoConnects: [
          { connection: quickwitSearch },
          { connection: quickwitSearchers },
          { connection: postgresql, when: quickwitUsesDatabase },
        ],
      },
    ];
  },
  build: (scope, values) => {
    resources.configMap(scope, {
      metadata: { name: configName, labels: labels(component) },
      data: { 'quickwit.yaml': nodeConfig(values) },
    });
    const cluster = {
      ports: [
        { name: 'rest', port: quickwitPorts.rest, targetPort: 'rest' },
        { name: 'grpc', port: quickwitPorts.grpc, targetPort: 'grpc' },
      ],
      peerPorts: [{ name: 'gossip', port: quickwitPorts.gossip, targetPort: 'gossip', protocol: 'UDP' }],
      annotations: {
        'checksum/config': sha256(nodeConfig(values)),
        ...scrapeAnnotations({ port: quickwitPorts.rest, path: metricsPath }),
      },
      minReadySeconds: 0,
      metrics: { endpoint: { port: 'rest', path: metricsPath }, serviceMonitor: values.serviceMonitor },
    } satisfies Partial<ServerCluster>;
    const connections = connectionsOf(values);
    const part = (role: string) => ({ role, accountOf: component, when: isSplit(values) });
    // Where roles are split these are the nodes that index, so that a queue stays where it is.
    serverCluster(scope, {
      ...cluster,
      name: component,
      values,
      pod: nodePod(values, {
        services: { whenSplit: 'indexer' },
        resources: values.resources,
        volume: claimVolume('data', values.persistence),
        connections,
      }),
      volumeClaimTemplates: [claimTemplate('data', values.persistence)],
    });
    serverCluster(scope, {
      ...cluster,
      name: 'quickwit-searcher',
      part: part('searcher'),
      values: clusterValues(values, values.searcher.replicas),
      pod: nodePod(values, {
        services: 'searcher',
        resources: values.searcher.resources,
        volume: temporaryData,
        connections,
      }),
      volumeClaimTemplates: [],
    });
    serverCluster(scope, {
      ...cluster,
      name: 'quickwit-control',
      part: part('control'),
      values: clusterValues(values, 1),
      pod: nodePod(values, {
        services: 'control_plane,metastore,janitor',
        resources: values.control.resources,
        volume: temporaryData,
        connections,
      }),
      volumeClaimTemplates: [],
    });
    addInitJob(scope, values);
  },
});

/** Nodes that do not index keep nothing. */
const temporaryData = { name: 'data', emptyDir: { sizeLimit: '5Gi' } };

/** The values of a cluster of nodes, with its own number of them. */
const clusterValues = (
  values: QuickwitValues,
  replicas: NonNullable<ServerCluster['values']['replicas']>,
): ServerCluster['values'] => ({
  replicas,
  disruptionBudget: values.disruptionBudget,
  serviceAccount: values.serviceAccount,
  podLabels: values.podLabels,
  podAnnotations: values.podAnnotations,
  nodeSelector: values.nodeSelector,
  tolerations: values.tolerations,
  affinity: values.affinity,
  topologySpreadConstraints: values.topologySpreadConstraints,
  priorityClassName: values.priorityClassName,
});
