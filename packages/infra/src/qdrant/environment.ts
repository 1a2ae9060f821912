import type { Environment } from '@semantic-explorer/platform';
import { extraEnvironment, objectName, qdrantApiKeyRef, qdrantPorts } from '@semantic-explorer/platform';
import type { Expr, k8s } from 'chartkit';
import { gt, str, toText, when } from 'chartkit';

import type { QdrantValues } from './values.js';

/** Directories that the server writes to. */
export const directories = {
  storage: '/qdrant/storage',
  snapshots: '/qdrant/snapshots',
  init: '/qdrant/init',
} as const;

const name = objectName('qdrant');
const headlessName = objectName('qdrant-headless');
/** The address of a server for the others. */
const peerUrl = (podName: Expr<string> | string) => str`http://${podName}.${headlessName}:${qdrantPorts.p2p}`;

/**
 * The configuration of the server: a variable QDRANT__A__B stands for the field a.b of its file, and goes before it
 * (https://qdrant.tech/documentation/guides/configuration/).
 */
export const serverEnvironment = (values: QdrantValues): Environment => {
  const isCluster = gt(values.replicas, 1);
  return [
    { name: 'QDRANT__LOG_LEVEL', value: values.logLevel },
    { name: 'QDRANT__TELEMETRY_DISABLED', value: 'true' },
    when<k8s.EnvVar>(values.auth.enabled, { name: 'QDRANT__SERVICE__API_KEY', valueFrom: qdrantApiKeyRef() }),
    { name: 'QDRANT__SERVICE__METRICS_PORT', value: String(qdrantPorts.metrics) },
    // Else whoever may restore a snapshot lets the server fetch any URL inside of the cluster.
    { name: 'QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY', value: 'false' },
    { name: 'QDRANT__STORAGE__STORAGE_PATH', value: directories.storage },
    { name: 'QDRANT__STORAGE__SNAPSHOTS_PATH', value: directories.snapshots },
    { name: 'QDRANT_INIT_FILE_PATH', value: `${directories.init}/.qdrant-initialized` },
    when<k8s.EnvVar>(values.gpu.enabled, { name: 'QDRANT__GPU__INDEXING', value: 'true' }),
    when<k8s.EnvVar[]>(isCluster, [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'QDRANT__CLUSTER__ENABLED', value: 'true' },
      { name: 'QDRANT__CLUSTER__P2P__PORT', value: String(qdrantPorts.p2p) },
      { name: 'QDRANT_URI', value: peerUrl('$(POD_NAME)') },
      // The server to which it is its own address founds the cluster; the others join it there.
      { name: 'QDRANT_BOOTSTRAP', value: peerUrl(str`${name}-0`) },
      { name: 'QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR', value: toText(values.replicationFactor) },
    ]),
    ...extraEnvironment(values),
  ];
};
