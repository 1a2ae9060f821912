import {
  images,
  imageValues,
  persistenceValues,
  probeValues,
  quickwitMetastoreSlice,
  quickwitSlice,
  resourcesValues,
  serviceMonitorValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { integer, object, oneOf, string } from 'chartkit';

import { serverClusterValues } from '../server-cluster/values.js';

const mebibytes = (byDefault: number, minimum: number, description: string) =>
  integer({ minimum, maximum: 16_777_216, default: byDefault, description: `${description}, in MiB.` });

const days = (what: string) =>
  integer({
    minimum: 0,
    maximum: 36_500,
    default: 30,
    description: `Days after which ${what} are deleted, by whole pieces of an index; 0 for never.`,
  });

/** What can be configured of Quickwit. */
export const quickwitValues = object(
  {
    ...quickwitSlice.schema.properties,
    replicas: integer({
      minimum: 1,
      maximum: 50,
      default: 1,
      description: 'Nodes that index, with quickwit.roles "split"; 1 otherwise.',
    }),
    image: imageValues(images.quickwit),
    logLevel: oneOf(['error', 'warn', 'info', 'debug'], { default: 'info', description: 'How much Quickwit logs.' }),
    storage: oneOf(['objectStore', 'volume'], {
      default: 'objectStore',
      description: 'Where indexes are kept: in a bucket, or on the volume.',
    }),
    bucket: string({
      format: 'dnsSubdomain',
      maxLength: 63,
      default: 'quickwit',
      description: 'Bucket of the object store (minio) that holds the indexes; minio.buckets must name it.',
    }),
    checksum: oneOf(['crc32c', 'md5', 'disabled'], {
      default: 'crc32c',
      description: 'Checksum of uploads to the object store; old stores know "md5" only.',
    }),
    ...quickwitMetastoreSlice.schema.properties,
    retention: object(
      {
        logsDays: days('logs'),
        tracesDays: days('traces'),
        schedule: oneOf(['hourly', 'daily', 'weekly', 'monthly'], {
          default: 'daily',
          description: 'How often what is older is deleted.',
        }),
      },
      {
        description:
          'How long logs and traces are kept. A Job sets it in the indexes, also in ones that were there before.',
      },
    ),
    ingest: object(
      {
        queueMemoryMebibytes: mebibytes(512, 64, 'Memory for what is not indexed yet'),
        queueDiskMebibytes: mebibytes(4096, 257, 'Disk for what is not indexed yet'),
      },
      { description: 'The queue in front of the indexer, on the volume. More is refused.' },
    ),
    splitStoreMebibytes: mebibytes(20_480, 64, 'Disk for pieces of indexes that are merged later'),
    searcher: object(
      {
        replicas: integer({
          minimum: 1,
          maximum: 50,
          default: 2,
          description: 'Nodes that search, with quickwit.roles "split".',
        }),
        fastFieldCacheMebibytes: mebibytes(256, 1, 'Memory for columns that were read'),
        splitFooterCacheMebibytes: mebibytes(128, 1, 'Memory for the ends of pieces of indexes'),
        aggregationMemoryMebibytes: mebibytes(256, 1, 'Memory that an aggregation may take'),
        resources: resourcesValues(
          { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '2Gi' } },
          'Requests and limits of a node that searches, with quickwit.roles "split".',
        ),
      },
      { description: 'Searching.' },
    ),
    control: object(
      {
        resources: resourcesValues(
          { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
          'Requests and limits of the node for control plane, metastore and janitor, with quickwit.roles "split".',
        ),
      },
      { description: 'Control. There is one such node.' },
    ),
    persistence: persistenceValues({ size: '50Gi' }),
    terminationGracePeriodSeconds: integer({
      minimum: 30,
      maximum: 3600,
      default: 330,
      description: 'How long a shutdown may take, in seconds: what waits is indexed, for 300 seconds at most.',
    }),
    serviceMonitor: serviceMonitorValues,
    resources: resourcesValues(
      { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } },
      'Requests and limits of the node that does everything, or that indexes.',
    ),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 120 },
      'How long a node may take to start: it reads its queue.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 6 },
      'When a node is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When a node gets no requests: the metastore does not answer.',
    ),
    ...serverClusterValues,
  },
  { description: 'Quickwit, which keeps logs and traces and searches in them.' },
);

/** The values of Quickwit as expressions. */
export type QuickwitValues = ValueRef<ValuesOf<typeof quickwitValues>>;
