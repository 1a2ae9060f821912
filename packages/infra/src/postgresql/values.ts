import {
  images,
  imageValues,
  podValues,
  postgresqlSlice,
  postgresqlVolumeSlice,
  probeValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, object, string } from 'chartkit';

import { postgresqlImageSlice } from './image.js';
import { settingsValues } from './settings.js';

/** What can be configured of PostgreSQL. */
export const postgresqlValues = object(
  {
    ...postgresqlSlice.schema.properties,
    ...postgresqlImageSlice.schema.properties,
    primary: object(
      {
        ...postgresqlVolumeSlice.schema.properties.primary.properties,
        ...settingsValues,
        sharedMemory: string({
          format: 'storageSize',
          default: '256Mi',
          description: 'Size of /dev/shm, which parallel queries use; it counts as memory of the container.',
        }),
        terminationGracePeriodSeconds: integer({
          minimum: 30,
          maximum: 3600,
          default: 120,
          description: 'How long a shutdown may take, in seconds.',
        }),
        resources: resourcesValues({ requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } }),
        startupProbe: probeValues(
          { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 90 },
          'How long the server may take to start: recovery after a crash must not be interrupted.',
        ),
        livenessProbe: probeValues(
          { periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 6 },
          'When the server is restarted.',
        ),
        readinessProbe: probeValues(
          { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
          'When the server gets no connections.',
        ),
        ...podValues,
      },
      { description: 'The server.' },
    ),
    metrics: object(
      {
        enabled: boolean({ default: true, description: 'Run postgres_exporter beside the server.' }),
        image: imageValues(images.postgresExporter),
        resources: resourcesValues({ requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } }),
      },
      { description: 'Metrics for Prometheus.' },
    ),
    serviceAccount: serviceAccountValues,
  },
  { description: 'PostgreSQL, the database.' },
);

/** The values of PostgreSQL as expressions. */
export type PostgresqlValues = ValueRef<ValuesOf<typeof postgresqlValues>>;
