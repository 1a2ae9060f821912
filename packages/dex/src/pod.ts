import {
  authProxyClientSecretRef,
  authProxyLogin,
  clientSecretRef,
  containerImage,
  dexPorts,
  grafanaClientSecretRef,
  grafanaLogin,
  hardenedContainer,
  hardenedPod,
  podPlacement,
  probe,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, DynamicItem, Expr, k8s } from 'chartkit';
import { and, entries, eq, not, optional, orElse, when } from 'chartkit';

import { stateDirectory } from './config.js';
import type { DexValues } from './values.js';

/** Uid and gid of the user `dex` in the image. */
const user = { uid: 1001, gid: 1001 };

/** Whether Dex keeps its state in a file. */
export const usesVolume = (values: DexValues): Expr<boolean> => eq(values.config.storage.type, 'sqlite3');

const secretKey = (secretName: Expr<string>, key: Expr<string>): Dynamic<k8s.EnvVarSource> => ({
  secretKeyRef: { name: secretName, key },
});

function environment({ config, env }: DexValues): readonly DynamicItem<k8s.EnvVar>[] {
  const { github, storage } = config;
  return [
    { name: 'OIDC_CLIENT_SECRET', valueFrom: clientSecretRef() },
    when(grafanaLogin, { name: 'GRAFANA_CLIENT_SECRET', valueFrom: grafanaClientSecretRef() }),
    when(authProxyLogin, { name: 'AUTH_PROXY_CLIENT_SECRET', valueFrom: authProxyClientSecretRef() }),
    when(github.enabled, [
      { name: 'GITHUB_CLIENT_ID', valueFrom: secretKey(github.existingSecret, github.secretKeys.clientId) },
      { name: 'GITHUB_CLIENT_SECRET', valueFrom: secretKey(github.existingSecret, github.secretKeys.clientSecret) },
    ]),
    when(eq(storage.type, 'postgres'), {
      name: 'DEX_POSTGRES_PASSWORD',
      valueFrom: secretKey(storage.postgres.existingSecret, storage.postgres.secretKey),
    }),
    entries(env, (variable, value) => ({ name: variable, value })),
  ];
}

/**
 * The pod of Dex.
 *
 * @param values the values of Dex
 * @param name name of its ConfigMap, and of its ServiceAccount and claim unless values give another one
 */
export const podSpec = (values: DexValues, name: Expr<string>): Dynamic<k8s.PodSpec> => ({
  serviceAccountName: serviceAccountName(values.serviceAccount, name),
  ...hardenedPod(user),
  containers: [
    {
      name: 'dex',
      ...containerImage(values.image),
      // Past the entry point of the image, which would write into /tmp.
      command: ['dex', 'serve', '/etc/dex/config.yaml'],
      env: environment(values),
      envFrom: optional(values.envFrom),
      ports: [
        { name: 'http', containerPort: dexPorts.http },
        when(values.config.grpc.enabled, { name: 'grpc', containerPort: dexPorts.grpc }),
        { name: 'telemetry', containerPort: dexPorts.telemetry },
      ],
      startupProbe: probe({ httpGet: { path: '/healthz/live', port: 'telemetry' } }, values.startupProbe),
      livenessProbe: probe({ httpGet: { path: '/healthz/live', port: 'telemetry' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/healthz/ready', port: 'telemetry' } }, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'config', mountPath: '/etc/dex', readOnly: true },
        when(usesVolume(values), { name: 'state', mountPath: stateDirectory }),
      ],
    },
  ],
  volumes: [
    { name: 'config', configMap: { name } },
    when(and(usesVolume(values), values.persistence.enabled), {
      name: 'state',
      persistentVolumeClaim: { claimName: orElse(values.persistence.existingClaim, name) },
    }),
    when(and(usesVolume(values), not(values.persistence.enabled)), {
      name: 'state',
      emptyDir: { sizeLimit: values.persistence.size },
    }),
  ],
  ...podPlacement(values),
});
