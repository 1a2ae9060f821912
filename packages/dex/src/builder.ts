import {
  apiSlice,
  claimSpec,
  clientSecretRef,
  containerImage,
  dexPorts,
  hardenedContainer,
  hardenedPod,
  labels,
  objectName,
  oidcSlice,
  podMetadata,
  podPlacement,
  probe,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, DynamicItem, Expr, k8s, Service } from 'chartkit';
import { and, entries, eq, gt, ne, not, optional, orElse, resources, rule, service, sha256, when } from 'chartkit';

import { dexConfig, stateDirectory } from './config.js';
import type { DexValues } from './values.js';
import { dexValues } from './values.js';

const component = 'dex';
const name = objectName(component);
const componentLabels = labels(component);
/** Uid and gid of the user `dex` in the image. */
const user = { uid: 1001, gid: 1001 };

/** Dex, the identity provider. */
export const dex: Service = service({
  name: component,
  source: 'packages/dex/src/builder.ts',
  key: component,
  values: dexValues,
  uses: [oidcSlice, apiSlice],
  enabled: (values) => values.enabled,
  rules: (values) => {
    const { storage, github } = values.config;
    return [
      rule(
        values.replicaCount,
        and(gt(values.replicaCount, 1), ne(storage.type, 'postgres')),
        'must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared',
      ),
      rule(
        storage.postgres.host,
        and(eq(storage.type, 'postgres'), not(storage.postgres.host)),
        'is needed when dex.config.storage.type is "postgres"',
      ),
      rule(
        storage.postgres.existingSecret,
        and(eq(storage.type, 'postgres'), not(storage.postgres.existingSecret)),
        'is needed when dex.config.storage.type is "postgres"',
      ),
      rule(
        github.existingSecret,
        and(github.enabled, not(github.existingSecret)),
        'is needed when dex.config.github.enabled is true',
      ),
      rule(
        values.ingress.host,
        and(values.ingress.enabled, not(values.ingress.host)),
        'is needed when dex.ingress.enabled is true',
      ),
      rule(
        values.issuer,
        and(values.ingress.enabled, not(values.issuer)),
        'is needed when dex.ingress.enabled is true: browsers and pods must use one URL',
      ),
    ];
  },
  build: (scope, values) => {
    resources.serviceAccount(
      scope,
      {
        metadata: {
          name: serviceAccountName(values.serviceAccount, name),
          labels: componentLabels,
          annotations: optional(values.serviceAccount.annotations),
        },
        automountServiceAccountToken: false,
      },
      { when: values.serviceAccount.create },
    );
    resources.configMap(scope, {
      metadata: { name, labels: componentLabels },
      data: { 'config.yaml': dexConfig(values) },
    });
    resources.kubernetesService(scope, {
      metadata: { name, labels: componentLabels },
      spec: {
        selector: selectorLabels(component),
        ports: Object.entries(dexPorts).map(([port, number]) => ({ name: port, port: number, targetPort: port })),
      },
    });
    resources.persistentVolumeClaim(
      scope,
      {
        metadata: {
          name,
          labels: componentLabels,
          annotations: { 'helm.sh/resource-policy': 'keep', ...values.persistence.annotations },
        },
        spec: claimSpec(values.persistence),
      },
      { when: and(usesVolume(values), values.persistence.enabled, not(values.persistence.existingClaim)) },
    );
    resources.deployment(scope, {
      metadata: { name, labels: componentLabels },
      spec: {
        replicas: values.replicaCount,
        // Two pods cannot share a sqlite3 database, not even during an update.
        strategy: when(usesVolume(values), { type: 'Recreate' }, { type: 'RollingUpdate' }),
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values, { 'checksum/config': sha256(dexConfig(values)) }),
          spec: podSpec(values),
        },
      },
    });
    resources.podDisruptionBudget(
      scope,
      {
        metadata: { name, labels: componentLabels },
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: selectorLabels(component) },
        },
      },
      { when: gt(values.replicaCount, 1) },
    );
    resources.ingress(
      scope,
      {
        metadata: { name, labels: componentLabels, annotations: optional(values.ingress.annotations) },
        spec: {
          ingressClassName: optional(values.ingress.className),
          rules: [
            {
              host: values.ingress.host,
              http: {
                paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } }],
              },
            },
          ],
          tls: when(values.ingress.tlsSecretName, [
            { hosts: [values.ingress.host], secretName: values.ingress.tlsSecretName },
          ]),
        },
      },
      { when: values.ingress.enabled },
    );
  },
});

const usesVolume = (values: DexValues): Expr<boolean> => eq(values.config.storage.type, 'sqlite3');

const secretKey = (secretName: Expr<string>, key: Expr<string>): Dynamic<k8s.EnvVarSource> => ({
  secretKeyRef: { name: secretName, key },
});

function environment({ config, env }: DexValues): readonly DynamicItem<k8s.EnvVar>[] {
  const { github, storage } = config;
  return [
    { name: 'OIDC_CLIENT_SECRET', valueFrom: clientSecretRef() },
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

const podSpec = (values: DexValues): Dynamic<k8s.PodSpec> => ({
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
      ports: Object.entries(dexPorts).map(([port, number]) => ({ name: port, containerPort: number })),
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
    when(and(usesVolume(values), not(values.persistence.enabled)), { name: 'state', emptyDir: { sizeLimit: '1Gi' } }),
  ],
  ...podPlacement(values),
});
