import {
  dexDatabaseSlice,
  dexSlice,
  images,
  imageValues,
  ingressValues,
  persistenceValues,
  podValues,
  probeValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, kubernetes, list, map, object, oneOf, string } from 'chartkit';

import { configValues } from './config-values.js';

/** Variables that the chart itself sets, or whose change would break the configuration file. */
const reservedVariables = [
  'OIDC_CLIENT_SECRET',
  'GRAFANA_CLIENT_SECRET',
  'AUTH_PROXY_CLIENT_SECRET',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'DEX_POSTGRES_PASSWORD',
  'DEX_EXPAND_ENV',
] as const;

/** What can be configured of Dex. */
export const dexValues = object(
  {
    ...dexSlice.schema.properties,
    image: imageValues(images.dex),
    replicaCount: dexDatabaseSlice.schema.properties.replicaCount,
    config: configValues,
    env: map(string({ description: 'Value.' }), {
      keys: 'environmentVariable',
      reserved: reservedVariables,
      default: {},
      description: 'More environment variables, by name.',
    }),
    envFrom: list(kubernetes('EnvFromSource', { description: 'A Secret or ConfigMap.' }), {
      default: [],
      description: 'Secrets and ConfigMaps whose keys become environment variables.',
    }),
    persistence: persistenceValues(
      { enabled: false, size: '1Gi' },
      { volume: 'The volume with the sqlite3 database. When it is lost, everybody has to log in anew.' },
    ),
    service: object(
      {
        type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], {
          default: 'ClusterIP',
          description: 'Type of the Service.',
        }),
        annotations: map(string({ format: 'textLines', description: 'Value.' }), {
          keys: 'qualifiedName',
          default: {},
          description: 'Annotations of the Service.',
        }),
      },
      { description: 'Service of Dex.' },
    ),
    ingress: ingressValues('Dex; its host is that of dex.issuer'),
    serviceAccount: serviceAccountValues,
    podDisruptionBudget: object(
      {
        enabled: boolean({ default: true, description: 'Make a budget when there is more than one pod.' }),
        maxUnavailable: integer({
          minimum: 1,
          maximum: 19,
          default: 1,
          description: 'Pods that may be evicted at the same time.',
        }),
      },
      { description: 'PodDisruptionBudget of Dex.' },
    ),
    resources: resourcesValues({ requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } }),
    startupProbe: probeValues(
      { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 24 },
      'How long Dex may take to start.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      'When a pod is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
      'When a pod gets no requests.',
    ),
    ...podValues,
  },
  { description: 'Dex, the identity provider.' },
);

/** The values of Dex as expressions. */
export type DexValues = ValueRef<ValuesOf<typeof dexValues>>;
