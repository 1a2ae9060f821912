import {
  extraValues,
  gpuResourcesValues,
  images,
  imageValues,
  persistenceValues,
  probeValues,
  qdrantSlice,
  serviceMonitorValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, object, oneOf, string } from 'chartkit';

import { serverClusterValues } from '../server-cluster/values.js';

/** Variables that the chart sets, or that would take away what probes, Services and volumes rely on. */
const reservedVariables = [
  'POD_NAME',
  'QDRANT_BOOTSTRAP',
  'QDRANT_INIT_FILE_PATH',
  'QDRANT_URI',
  'QDRANT__CLUSTER__ENABLED',
  'QDRANT__CLUSTER__P2P__PORT',
  'QDRANT__GPU__INDEXING',
  'QDRANT__LOG_LEVEL',
  'QDRANT__SERVICE__API_KEY',
  'QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY',
  'QDRANT__SERVICE__ENABLE_TLS',
  'QDRANT__SERVICE__GRPC_PORT',
  'QDRANT__SERVICE__HOST',
  'QDRANT__SERVICE__HTTP_PORT',
  'QDRANT__SERVICE__METRICS_PORT',
  'QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR',
  'QDRANT__STORAGE__SNAPSHOTS_PATH',
  'QDRANT__STORAGE__STORAGE_PATH',
  'QDRANT__TELEMETRY_DISABLED',
] as const;

/** What can be configured of Qdrant. */
export const qdrantValues = object(
  {
    ...qdrantSlice.schema.properties,
    replicas: integer({
      minimum: 1,
      maximum: 100,
      default: 1,
      description: 'Servers: 1, or at least 3, which form a cluster.',
    }),
    replicationFactor: integer({
      minimum: 1,
      maximum: 100,
      default: 2,
      description:
        'Servers of a cluster that hold a copy of each shard of a new collection; at most as many as there are.',
    }),
    image: imageValues(images.qdrant),
    gpu: object(
      {
        enabled: boolean({
          default: false,
          description: 'Build indexes on GPUs: run another image, and give each pod a GPU.',
        }),
        type: oneOf(['nvidia', 'amd'], {
          default: 'nvidia',
          description: 'Make of the GPUs, which decides the image.',
        }),
        nvidiaImage: imageValues(images.qdrantGpuNvidia),
        amdImage: imageValues(images.qdrantGpuAmd),
        resourceName: string({
          format: 'qualifiedName',
          allowEmpty: true,
          default: '',
          description: 'Resource of the device plugin; empty for nvidia.com/gpu or amd.com/gpu.',
        }),
        count: integer({ minimum: 1, maximum: 64, default: 1, description: 'GPUs of each pod.' }),
        runtimeClassName: string({
          format: 'dnsSubdomain',
          allowEmpty: true,
          maxLength: 253,
          default: '',
          description: 'RuntimeClass of the pods, such as "nvidia"; empty for the default one of the nodes.',
        }),
      },
      { description: 'GPUs. Set nodeSelector and tolerations so that the pods find nodes that have them.' },
    ),
    logLevel: oneOf(['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'], {
      default: 'INFO',
      description: 'How much is logged.',
    }),
    storage: object(
      { persistence: persistenceValues({ size: '50Gi' }) },
      { description: 'The collections. They need a file system on a block device: no NFS.' },
    ),
    snapshots: object(
      { persistence: persistenceValues({ size: '50Gi' }) },
      { description: 'Snapshots of collections, and shards on their way to another server.' },
    ),
    terminationGracePeriodSeconds: integer({
      minimum: 30,
      maximum: 3600,
      default: 60,
      description: 'How long a shutdown may take, in seconds.',
    }),
    minReadySeconds: integer({
      minimum: 0,
      maximum: 3600,
      default: 30,
      description:
        'How long a server must be ready before the next one is restarted, in seconds; its shards catch up meanwhile.',
    }),
    resources: gpuResourcesValues({ requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } }),
    startupProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 360 },
      'How long a server may take to start: it loads its collections first.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 10 },
      'When a server is restarted: late, since loading everything again takes longer than most work.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When a server gets no requests: in a cluster, before it has caught up with the others.',
    ),
    metrics: object(
      { serviceMonitor: serviceMonitorValues },
      { description: 'Metrics for Prometheus, on a port that asks for no API key.' },
    ),
    ...extraValues({ names: reservedVariables, prefixes: [] }),
    ...serverClusterValues,
  },
  { description: 'Qdrant, the vector database.' },
);

/** The values of Qdrant as expressions. */
export type QdrantValues = ValueRef<ValuesOf<typeof qdrantValues>>;
