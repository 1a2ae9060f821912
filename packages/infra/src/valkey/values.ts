import {
  images,
  imageValues,
  probeValues,
  resourcesValues,
  serviceMonitorValues,
  valkeySlice,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, object, oneOf } from 'chartkit';

import { singleServerValues } from '../server-cluster/values.js';

/** What can be configured of Valkey. */
export const valkeyValues = object(
  {
    ...valkeySlice.schema.properties,
    image: imageValues(images.valkey),
    maxMemoryPercent: integer({
      minimum: 10,
      maximum: 90,
      default: 75,
      description:
        'Memory for keys, as a percentage of valkey.resources.limits.memory, or of the memory of the node when there is no limit. The rest is for connections and fragmentation.',
    }),
    evictionPolicy: oneOf(['allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'], {
      default: 'allkeys-lru',
      description: 'Which keys are removed when this memory is full (https://valkey.io/topics/lru-cache/).',
    }),
    resources: resourcesValues({ requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } }),
    startupProbe: probeValues(
      { periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
      'Startup probe: how long the server may take to start.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
      'Liveness probe: when the server is restarted. A restart empties the cache.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'Readiness probe: when the pod stops receiving traffic.',
    ),
    metrics: object(
      {
        enabled: boolean({ default: true, description: 'Run redis_exporter beside the server.' }),
        image: imageValues(images.valkeyExporter),
        resources: resourcesValues({ requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } }),
        serviceMonitor: serviceMonitorValues,
      },
      { description: 'Metrics for Prometheus.' },
    ),
    ...singleServerValues,
  },
  { description: 'Valkey, the cache that all replicas of the API share. It keeps nothing on disk.' },
);

/** The values of Valkey as expressions. */
export type ValkeyValues = ValueRef<ValuesOf<typeof valkeyValues>>;
