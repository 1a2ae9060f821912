import type { NetworkedService } from '@semantic-explorer/platform';
import {
  apiBackend,
  apiPort,
  apiSlice,
  application,
  applicationRules,
  authProxySlice,
  containerImage,
  drainBeforeStop,
  encryptionSlice,
  hardenedContainer,
  hardenedPod,
  ingressSpec,
  labels,
  networkedService,
  objectName,
  privateCaBundle,
  probe,
  scriptsSlice,
  scriptsVolume,
  serviceMonitorRule,
  spreadPlacement,
  tls,
  trustedCertificatesSlice,
  connectionInitContainers,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { add, and, contains, gt, ne, not, optional, or, resources, rule, str } from 'chartkit';

import type { ApiValues } from './environment.js';
import { connections, environment } from './environment.js';
import { routedPaths } from './exposed-paths.js';
import { httpRoute, httpRouteSpec } from './http-route.js';
import { limitationRules } from './limitations.js';
import { apiValues } from './values.js';

/** Uid and gid of the user `appuser` of the image (contract: image.user). */
const user = { uid: 10001, gid: 10001 };

/** The API: a StatefulSet, as the mission has it, its Services and what surrounds them. */
export const api: NetworkedService = networkedService({
  name: 'api',
  source: 'packages/api/src/builder.ts',
  key: apiSlice.key,
  values: apiValues,
  connections,
  uses: [encryptionSlice, trustedCertificatesSlice, scriptsSlice, authProxySlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...applicationRules(values, 'api'),
    serviceMonitorRule(values.serviceMonitor),
    ...limitationRules(values),
    rule(
      values.ingress.host,
      and(values.ingress.enabled, not(values.ingress.host)),
      'is needed when api.ingress.enabled is true',
    ),
    rule(
      values.httpRoute.parentRefs,
      and(values.httpRoute.enabled, not(values.httpRoute.parentRefs)),
      'is needed when api.httpRoute.enabled is true',
    ),
    rule(
      values.publicUrl,
      and(or(values.ingress.enabled, values.httpRoute.enabled), contains('://localhost', values.publicUrl)),
      'must be the URL under which browsers reach the API when api.ingress.enabled or api.httpRoute.enabled is true: the login sends them back to it',
    ),
    rule(
      values.service.type,
      and(authProxySlice.values.enabled, ne(values.service.type, 'ClusterIP')),
      'must be ClusterIP when authProxy.enabled is true: other types lead clients past the proxy. Set authProxy.service.type instead',
    ),
    rule(
      values.database.minConnections,
      gt(values.database.minConnections, values.database.maxConnections),
      str`must be at most api.database.maxConnections (${values.database.maxConnections})`,
    ),
  ],
  network: (values) => ({
    scraped: [{ port: apiPort }],
    routed: [
      {
        port: apiPort,
        when: and(or(values.ingress.enabled, values.httpRoute.enabled), not(authProxySlice.values.enabled)),
      },
    ],
    opened: [{ port: apiPort, when: ne(values.service.type, 'ClusterIP') }],
    outbound: [
      // People configure providers of embeddings and of language models.
      { to: 'internet' },
    ],
  }),
  build: (scope, values) => {
    application(scope, {
      name: 'api',
      values,
      ports: [{ name: 'http', port: apiPort, targetPort: 'http' }],
      pod: pod(values),
      metrics: {
        endpoint: { port: 'http', path: '/metrics', https: values.tls.serverSecretName },
        serviceMonitor: values.serviceMonitor,
      },
    });
    const name = objectName('api');
    resources.ingress(
      scope,
      {
        metadata: { name, labels: labels('api'), annotations: optional(values.ingress.annotations) },
        spec: ingressSpec(values.ingress, apiBackend.name, routedPaths),
      },
      { when: values.ingress.enabled },
    );
    httpRoute(
      scope,
      {
        metadata: { name, labels: labels('api'), annotations: optional(values.httpRoute.annotations) },
        spec: httpRouteSpec(values.httpRoute),
      },
      { when: values.httpRoute.enabled },
    );
  },
});

function pod(values: ApiValues): Dynamic<k8s.PodSpec> {
  const { volumes, volumeMounts, probeScheme } = tls(values.tls);
  const answers = (path: string) => ({ httpGet: { path, port: 'http', scheme: probeScheme } });
  return {
    ...hardenedPod(user),
    // The contract asks for about ten seconds after the last request, to close connections.
    terminationGracePeriodSeconds: add(values.drainDelaySeconds, values.shutdownTimeoutSeconds, 15),
    initContainers: [privateCaBundle.initContainer, ...connectionInitContainers(connections)],
    containers: [
      {
        name: 'api',
        ...containerImage(values.image),
        env: environment(values),
        envFrom: optional(values.extraEnvironmentFrom),
        ports: [{ name: 'http', containerPort: apiPort }],
        startupProbe: probe(answers('/health/live'), values.startupProbe),
        livenessProbe: probe(answers('/health/live'), values.livenessProbe),
        readinessProbe: probe(answers('/health/ready'), values.readinessProbe),
        lifecycle: drainBeforeStop(values.drainDelaySeconds),
        resources: values.resources,
        ...hardenedContainer,
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          ...volumeMounts,
          privateCaBundle.volumeMount,
          values.extraVolumeMounts,
        ],
      },
    ],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: values.temporaryStorage } },
      ...volumes,
      ...privateCaBundle.volumes,
      scriptsVolume,
      values.extraVolumes,
    ],
    ...spreadPlacement('api', values),
  };
}
