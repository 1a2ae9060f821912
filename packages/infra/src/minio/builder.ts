import type { NetworkedService } from '@semantic-explorer/platform';
import {
  claimTemplate,
  claimVolume,
  containerImage,
  hardenedContainer,
  hardenedPod,
  ingressSpec,
  labels,
  minioPorts,
  networkedService,
  objectName,
  objectStore as connection,
  probe,
  probeRules,
  rootPasswordRef,
  rootUserRef,
  scrapeAnnotations,
  serviceMonitorRule,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { and, eq, gt, lt, ne, not, optional, resources, rule, str, subtract, when } from 'chartkit';

import { serverCluster } from '../server-cluster/objects.js';
import { ownVolumeRules } from '../server-cluster/values.js';
import { certificateMount, certificatesDirectory, certificateVolume } from './certificates.js';
import type { MinioValues } from './values.js';
import { minioValues } from './values.js';

const component = 'minio';
const name = objectName(component);
const headlessName = objectName('minio-headless');
/** The image names no user. Volumes of older releases belong to this one, and not every kind of volume changes its owner. */
const user = { uid: 1000, gid: 1000 };
const dataDirectory = '/data';
const metricsPath = '/minio/v2/metrics/cluster';

/** MinIO: one server, or several that form one erasure set. */
export const minio: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/minio/builder.ts',
  key: component,
  values: minioValues,
  uses: [trustedCertificatesSlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...connection.rules,
    ...probeRules(values),
    ...ownVolumeRules(values.persistence, 'minio.persistence', values.replicas),
    serviceMonitorRule(values.serviceMonitor),
    rule(
      values.replicas,
      and(gt(values.replicas, 1), lt(values.replicas, 4)),
      str`must be 1, or 4 to 16, but is ${values.replicas}: an erasure set that survives the loss of a drive has 4 at least`,
    ),
    rule(
      values.parity,
      and(ne(values.parity, 'default'), eq(values.replicas, 1)),
      'must be "default" when minio.replicas is 1: one drive has no parity',
    ),
    rule(
      values.parity,
      and(ne(values.parity, 'default'), ne(values.parity, '2'), gt(values.replicas, 3), lt(values.replicas, 6)),
      'must be "2" or "default" with 4 or 5 servers: at most half of the drives can be parity',
    ),
    rule(
      values.parity,
      and(eq(values.parity, '4'), gt(values.replicas, 5), lt(values.replicas, 8)),
      'must be at most "3" with 6 or 7 servers: at most half of the drives can be parity',
    ),
    rule(
      trustedCertificatesSlice.values.secretName,
      and(values.enabled, values.tls.secretName, not(trustedCertificatesSlice.values.secretName)),
      'is needed when minio.tls.secretName is given: no public authority vouches for names in a cluster',
    ),
    rule(
      values.consoleIngress.host,
      and(values.consoleIngress.enabled, not(values.consoleIngress.host)),
      'is needed when minio.consoleIngress.enabled is true',
    ),
  ],
  network: (values) => ({
    peers: [{ port: minioPorts.api }],
    scraped: [{ port: minioPorts.api }],
    routed: [{ port: minioPorts.console, when: values.consoleIngress.enabled }],
  }),
  build: (scope, values) => {
    serverCluster(scope, {
      name: component,
      values,
      ports: [
        { name: 'api', port: minioPorts.api, targetPort: 'api' },
        { name: 'http', port: minioPorts.console, targetPort: 'http' },
      ],
      peerPorts: [],
      pod: pod(values),
      annotations: scrapeAnnotations({ port: minioPorts.api, path: metricsPath, https: values.tls.secretName }),
      volumeClaimTemplates: [claimTemplate('data', values.persistence)],
      // Servers compare their programs and settings when they start, and refuse to work with different ones: all of them
      // must be restarted together.
      updateStrategy: 'OnDelete',
      fixedReplicas: 'servers form one erasure set for ever, so copy the files into another installation to have more',
      minReadySeconds: 0,
      metrics: {
        endpoint: { port: 'api', path: metricsPath, https: values.tls.secretName },
        serviceMonitor: values.serviceMonitor,
      },
    });
    resources.ingress(
      scope,
      {
        metadata: { name, labels: labels(component), annotations: optional(values.consoleIngress.annotations) },
        spec: ingressSpec(values.consoleIngress, name),
      },
      { when: values.consoleIngress.enabled },
    );
  },
});

/** Where the data lies: in the server's own drive, or in one drive of each server. `{0...3}` is MinIO's own notation. */
const drives = (values: MinioValues) =>
  when(
    eq(values.replicas, 1),
    dataDirectory,
    str`${when(values.tls.secretName, 'https', 'http')}://${name}-{0...${subtract(values.replicas, 1)}}.${headlessName}:${minioPorts.api}${dataDirectory}`,
  );

const pod = (values: MinioValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  containers: [
    {
      name: component,
      ...containerImage(values.image),
      args: [
        'server',
        `--address=:${String(minioPorts.api)}`,
        `--console-address=:${String(minioPorts.console)}`,
        str`--certs-dir=${when(values.tls.secretName, certificatesDirectory, '/tmp/certs')}`,
        drives(values),
      ],
      env: [
        { name: 'MINIO_ROOT_USER', valueFrom: rootUserRef() },
        { name: 'MINIO_ROOT_PASSWORD', valueFrom: rootPasswordRef() },
        { name: 'MINIO_REGION', value: values.region },
        { name: 'MINIO_UPDATE', value: 'off' },
        // Prometheus has no credentials of its own.
        { name: 'MINIO_PROMETHEUS_AUTH_TYPE', value: 'public' },
        when<k8s.EnvVar>(ne(values.parity, 'default'), {
          name: 'MINIO_STORAGE_CLASS_STANDARD',
          value: str`EC:${values.parity}`,
        }),
        { name: 'HOME', value: '/tmp' },
      ],
      ports: [
        { name: 'api', containerPort: minioPorts.api },
        { name: 'http', containerPort: minioPorts.console },
      ],
      startupProbe: probe(health('live', values), values.startupProbe),
      livenessProbe: probe(health('live', values), values.livenessProbe),
      // Of this server alone: the cluster's health would keep all servers away from each other when it starts.
      readinessProbe: probe(health('ready', values), values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'data', mountPath: dataDirectory },
        { name: 'tmp', mountPath: '/tmp' },
        certificateMount(values),
      ],
    },
  ],
  volumes: [
    claimVolume('data', values.persistence),
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    certificateVolume(values),
  ],
});

const health = (what: 'live' | 'ready', { tls }: MinioValues) => ({
  httpGet: { path: `/minio/health/${what}`, port: 'api', scheme: when(tls.secretName, 'HTTPS', 'HTTP') },
});
