import {
  apiConnection,
  authProxyPorts,
  authProxySecretName,
  caBundlePath,
  connect,
  connectionInitContainers,
  containerImage,
  drainBeforeStop,
  extraEnvironment,
  hardenedContainer,
  hardenedPod,
  hasPrivateCertificates,
  objectName,
  oidc,
  privateCaBundle,
  probe,
  scriptsVolume,
  spreadPlacement,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { add, optional, when } from 'chartkit';

import { clientSecretPath, configPath, cookieSecretPath, proxyArguments } from './config.js';
import type { AuthProxyValues } from './values.js';

/** Name of the service. */
export const component = 'auth-proxy';

/** What the proxy uses. It reads none of the usual variables. */
export const connections = [connect(oidc, { environment: [] }), connect(apiConnection)];

/** Uid and gid of the user `nonroot` of the distroless image. */
const user = { uid: 65532, gid: 65532 };

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The pod of the proxy. */
export const podSpec = (values: AuthProxyValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  // On SIGTERM it waits for open requests, however long they take.
  terminationGracePeriodSeconds: add(values.drainDelaySeconds, values.shutdownTimeoutSeconds),
  initContainers: [privateCaBundle.initContainer, ...connectionInitContainers(connections)],
  containers: [
    {
      name: component,
      ...containerImage(values.image),
      args: proxyArguments(values),
      env: [
        // For the issuer, and for the API when it serves HTTPS.
        when<k8s.EnvVar>(hasPrivateCertificates, { name: 'SSL_CERT_FILE', value: caBundlePath }),
        ...extraEnvironment(values),
      ],
      envFrom: optional(values.extraEnvironmentFrom),
      ports: [
        { name: 'http', containerPort: authProxyPorts.http },
        { name: 'metrics', containerPort: authProxyPorts.metrics },
      ],
      startupProbe: probe({ httpGet: { path: '/ping', port: 'http' } }, values.startupProbe),
      livenessProbe: probe({ httpGet: { path: '/ping', port: 'http' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/ready', port: 'http' } }, values.readinessProbe),
      lifecycle: drainBeforeStop(values.drainDelaySeconds),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'config', mountPath: directoryOf(configPath), readOnly: true },
        { name: 'credentials', mountPath: directoryOf(clientSecretPath), readOnly: true },
        privateCaBundle.volumeMount,
        values.extraVolumeMounts,
      ],
    },
  ],
  volumes: [
    { name: 'config', configMap: { name: objectName(component) } },
    {
      name: 'credentials',
      secret: {
        secretName: authProxySecretName,
        items: [
          { key: values.secretKeys.clientSecret, path: fileOf(clientSecretPath) },
          { key: values.secretKeys.cookieSecret, path: fileOf(cookieSecretPath) },
        ],
      },
    },
    ...privateCaBundle.volumes,
    scriptsVolume,
    values.extraVolumes,
  ],
  ...spreadPlacement(component, values),
});
