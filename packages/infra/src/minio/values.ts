import {
  images,
  imageValues,
  ingressValues,
  objectStoreSlice,
  persistenceValues,
  probeValues,
  resourcesValues,
  serviceMonitorValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { integer, object, oneOf } from 'chartkit';

import { serverClusterValues } from '../server-cluster/values.js';

/** What can be configured of MinIO. */
export const minioValues = object(
  {
    ...objectStoreSlice.schema.properties,
    replicas: integer({
      minimum: 1,
      maximum: 16,
      default: 4,
      description:
        'Servers with one drive each: 1, or 4 to 16, which form one erasure set. It cannot be changed later: data would have to be moved.',
    }),
    image: imageValues(images.minio),
    persistence: persistenceValues({ size: '50Gi' }),
    parity: oneOf(['default', '2', '3', '4'], {
      default: 'default',
      description:
        'Drives that may be lost, of several servers; by default 2 of 4 or 5 drives, 3 of 6 or 7 and 4 of more.',
    }),
    terminationGracePeriodSeconds: integer({
      minimum: 30,
      maximum: 3600,
      default: 90,
      description: 'How long a shutdown may take, in seconds.',
    }),
    consoleIngress: ingressValues('the console of MinIO'),
    serviceMonitor: serviceMonitorValues,
    resources: resourcesValues({ requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '2Gi' } }),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60 },
      'How long a server may take to start.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 5 },
      'When a server is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When a server gets no requests.',
    ),
    ...serverClusterValues,
  },
  { description: 'Object store that speaks the S3 protocol: MinIO, or one elsewhere.' },
);

/** The values of MinIO as expressions. */
export type MinioValues = ValueRef<ValuesOf<typeof minioValues>>;
