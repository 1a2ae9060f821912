import {
  apiSlice,
  containerImage,
  dexSlice,
  embeddingInferenceApi,
  encryptionSlice,
  hardenedContainer,
  hardenedPod,
  labels,
  llmInferenceApi,
  nats,
  objectName,
  objectStoreSlice,
  oidcSlice,
  podMetadata,
  podPlacement,
  postgresqlEndpoint,
  postgresqlSlice,
  probe,
  qdrant,
  scriptsSlice,
  selectorLabels,
  serviceAccountName,
  waitFor,
  waitForVolume,
} from '@semantic-explorer/platform';
import type { Service } from 'chartkit';
import { add, and, gt, not, optional, or, replace, resources, rule, service, str, when } from 'chartkit';

import type { ApiValues } from './environment.js';
import { apiPort, environment } from './environment.js';
import { apiValues } from './values.js';

const name = objectName('api');
const headlessName = objectName('api-headless');
/** Uid and gid of the user `appuser` of the image (contract: image.user). */
const user = { uid: 10001, gid: 10001 };
const serviceLabels = labels('api');

/** The API: a StatefulSet, as the mission has it, its Services and what surrounds them. */
export const api: Service = service({
  name: 'api',
  source: 'packages/api/src/builder.ts',
  key: apiSlice.key,
  values: apiValues,
  uses: [
    postgresqlSlice,
    oidcSlice,
    dexSlice,
    encryptionSlice,
    objectStoreSlice,
    scriptsSlice,
    nats.slice,
    qdrant.slice,
    embeddingInferenceApi.slice,
    llmInferenceApi.slice,
  ],
  enabled: (values) => values.enabled,
  rules: (values) => [
    rule(
      values.ingress.host,
      and(values.ingress.enabled, not(values.ingress.host)),
      'is needed when api.ingress.enabled is true',
    ),
    rule(
      values.autoscaling.maxReplicas,
      gt(values.autoscaling.minReplicas, values.autoscaling.maxReplicas),
      str`must be at least api.autoscaling.minReplicas (${values.autoscaling.minReplicas})`,
    ),
    rule(
      values.database.minConnections,
      gt(values.database.minConnections, values.database.maxConnections),
      str`must be at most api.database.maxConnections (${values.database.maxConnections})`,
    ),
    rule(
      oidcSlice.values.issuerUrl,
      and(values.enabled, not(or(dexSlice.values.enabled, oidcSlice.values.issuerUrl))),
      'is needed when dex.enabled is false',
    ),
  ],
  build: (scope, values) => {
    resources.serviceAccount(
      scope,
      {
        metadata: {
          name: serviceAccountName(values.serviceAccount, name),
          labels: serviceLabels,
          annotations: values.serviceAccount.annotations,
        },
        automountServiceAccountToken: false,
      },
      { when: values.serviceAccount.create },
    );
    const ports = [{ name: 'http', port: values.service.port, targetPort: 'http' }];
    resources.kubernetesService(scope, {
      metadata: { name, labels: serviceLabels, annotations: optional(values.service.annotations) },
      spec: { type: values.service.type, selector: selectorLabels('api'), ports },
    });
    resources.kubernetesService(
      scope,
      {
        metadata: { name: headlessName, labels: serviceLabels },
        spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: selectorLabels('api'), ports },
      },
      { id: 'headless-service' },
    );
    resources.statefulSet(scope, {
      metadata: { name, labels: serviceLabels },
      spec: {
        serviceName: headlessName,
        podManagementPolicy: 'Parallel',
        replicas: when(not(values.autoscaling.enabled), values.replicaCount),
        selector: { matchLabels: selectorLabels('api') },
        template: { metadata: podMetadata('api', values), spec: podSpec(values) },
      },
    });
    resources.podDisruptionBudget(
      scope,
      {
        metadata: { name, labels: serviceLabels },
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: selectorLabels('api') },
        },
      },
      { when: or(values.autoscaling.enabled, gt(values.replicaCount, 1)) },
    );
    resources.horizontalPodAutoscaler(
      scope,
      {
        metadata: { name, labels: serviceLabels },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
          minReplicas: values.autoscaling.minReplicas,
          maxReplicas: values.autoscaling.maxReplicas,
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: values.autoscaling.targetCpuUtilizationPercentage },
              },
            },
          ],
        },
      },
      { when: values.autoscaling.enabled },
    );
    resources.ingress(
      scope,
      {
        metadata: { name, labels: serviceLabels, annotations: optional(values.ingress.annotations) },
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

const podSpec = (values: ApiValues) => ({
  serviceAccountName: serviceAccountName(values.serviceAccount, name),
  ...hardenedPod(user),
  // The contract asks for the drain, and about ten seconds to close connections.
  terminationGracePeriodSeconds: add(values.shutdownTimeoutSeconds, 15),
  initContainers: [
    waitFor({ name: 'postgresql', url: str`postgresql://${postgresqlEndpoint.host}:${postgresqlEndpoint.portText}` }),
    waitFor({ name: 'nats', url: nats.url }),
    waitFor({ name: 'qdrant', url: replace('http', 'grpc', qdrant.url) }),
    waitFor({ name: 'embedding-api', url: str`${embeddingInferenceApi.url}/health/live` }),
    waitFor({ name: 'llm-api', url: str`${llmInferenceApi.url}/health/live` }),
  ],
  containers: [
    {
      name: 'api',
      ...containerImage(values.image),
      env: environment(values),
      ports: [{ name: 'http', containerPort: apiPort }],
      startupProbe: probe({ httpGet: { path: '/health/live', port: 'http' } }, values.startupProbe),
      livenessProbe: probe({ httpGet: { path: '/health/live', port: 'http' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/health/ready', port: 'http' } }, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, values.extraVolumeMounts],
    },
  ],
  volumes: [{ name: 'tmp', emptyDir: { sizeLimit: values.temporaryStorage } }, waitForVolume, values.extraVolumes],
  ...podPlacement(values),
});
