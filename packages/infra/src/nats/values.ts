import {
  images,
  imageValues,
  natsSlice,
  persistenceValues,
  probeValues,
  resourcesValues,
  serviceMonitorValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, object, string } from 'chartkit';

import { serverClusterValues } from '../server-cluster/values.js';

/** What can be configured of NATS. */
export const natsValues = object(
  {
    ...natsSlice.schema.properties,
    replicas: integer({
      minimum: 1,
      maximum: 5,
      default: 3,
      description:
        'Servers: 1, 3 or 5. With one, the stream of audit events, which needs 3, cannot be made, and the database gets no audit events.',
    }),
    image: imageValues(images.nats),
    jetstream: object(
      {
        maxMemoryStore: string({
          format: 'storageSize',
          default: '64Mi',
          description: 'Memory for streams that are kept in memory; it counts as memory of the container.',
        }),
      },
      { description: 'JetStream, which keeps streams. On disk they get 90 to 98 % of the claim.' },
    ),
    maxPayloadBytes: integer({
      minimum: 1024,
      maximum: 67_108_864,
      default: 1_048_576,
      description: 'Size of the largest message, in bytes.',
    }),
    persistence: persistenceValues({ size: '10Gi' }),
    lameDuckSeconds: integer({
      minimum: 30,
      maximum: 3600,
      default: 30,
      description:
        'Within how many seconds clients are asked to go to other servers, one after the other, in a shutdown.',
    }),
    terminationGracePeriodSeconds: integer({
      minimum: 60,
      maximum: 7200,
      default: 60,
      description: 'How long a shutdown may take, in seconds: lameDuckSeconds and 30 more at least.',
    }),
    minReadySeconds: integer({
      minimum: 0,
      maximum: 3600,
      default: 30,
      description:
        'How long a server must be ready before the next one is restarted, in seconds; its streams catch up meanwhile.',
    }),
    resources: resourcesValues({ requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } }),
    startupProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 180 },
      'How long a server may take to start: it reads its streams first.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
      'When a server is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When a server gets no clients: it has lost the majority, or does not know what it decided.',
    ),
    metrics: object(
      {
        enabled: boolean({ default: true, description: 'Run prometheus-nats-exporter beside each server.' }),
        image: imageValues(images.natsExporter),
        resources: resourcesValues({ requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } }),
        serviceMonitor: serviceMonitorValues,
      },
      { description: 'Metrics for Prometheus.' },
    ),
    ...serverClusterValues,
  },
  { description: 'NATS with JetStream, the queue.' },
);

/** The values of NATS as expressions. */
export type NatsValues = ValueRef<ValuesOf<typeof natsValues>>;
