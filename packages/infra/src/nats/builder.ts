import type { NetworkedService } from '@semantic-explorer/platform';
import {
  claimTemplate,
  claimVolume,
  containerImage,
  hardenedContainer,
  hardenedPod,
  labels,
  natsPort,
  natsServer,
  networkedService,
  objectName,
  probe,
  scrapeAnnotations,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { resources, sha256, when } from 'chartkit';

import { serverCluster } from '../server-cluster/objects.js';
import { dataDirectory, monitorPort, processFile, routePort, serverConfig } from './config.js';
import { serverEnvironment } from './environment.js';
import { natsRules } from './rules.js';
import type { NatsValues } from './values.js';
import { natsValues } from './values.js';

const component = 'nats';
const configName = objectName('nats-config');
/** The image names no user. Volumes of older releases belong to this one, and not every kind of volume changes its owner. */
const user = { uid: 1000, gid: 1000 };
const metricsPort = 7777;

/** NATS with JetStream: a cluster, or one server. */
export const nats: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/nats/builder.ts',
  key: component,
  values: natsValues,
  enabled: (values) => values.enabled,
  rules: (values) => [...natsServer.rules, ...natsRules(values)],
  network: ({ metrics }) => ({
    peers: [{ port: routePort }],
    scraped: [{ port: metricsPort, when: metrics.enabled }],
  }),
  build: (scope, values) => {
    resources.configMap(scope, {
      metadata: { name: configName, labels: labels(component) },
      data: { 'nats.conf': serverConfig(values) },
    });
    serverCluster(scope, {
      name: component,
      values,
      ports: [
        { name: 'client', port: natsPort, targetPort: 'client' },
        when<k8s.ServicePort>(values.metrics.enabled, { name: 'metrics', port: metricsPort, targetPort: 'metrics' }),
      ],
      peerPorts: [
        { name: 'route', port: routePort, targetPort: 'route' },
        { name: 'monitor', port: monitorPort, targetPort: 'monitor' },
      ],
      pod: pod(values),
      annotations: {
        'checksum/config': sha256(serverConfig(values)),
        ...when<Record<string, string>>(
          values.metrics.enabled,
          scrapeAnnotations({ port: metricsPort, path: '/metrics' }),
        ),
      },
      volumeClaimTemplates: [claimTemplate('data', values.persistence)],
      minReadySeconds: values.minReadySeconds,
      metrics: {
        endpoint: { port: 'metrics', path: '/metrics' },
        serviceMonitor: values.metrics.serviceMonitor,
      },
    });
  },
});

const pod = (values: NatsValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  containers: [server(values), when(values.metrics.enabled, exporter(values))],
  volumes: [
    claimVolume('data', values.persistence),
    { name: 'config', configMap: { name: configName } },
    { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
  ],
});

const server = (values: NatsValues): Dynamic<k8s.Container> => ({
  name: component,
  ...containerImage(values.image),
  command: ['nats-server', '--config=/etc/nats/nats.conf'],
  env: serverEnvironment(values),
  ports: [
    { name: 'client', containerPort: natsPort },
    { name: 'route', containerPort: routePort },
    { name: 'monitor', containerPort: monitorPort },
  ],
  // The server asks its clients to go, and ignores the SIGTERM that follows until they have gone.
  lifecycle: { preStop: { exec: { command: ['nats-server', `--signal=ldm=${processFile}`] } } },
  // A stream that is not well fails /healthz itself everywhere: no probe may take all servers away for that.
  startupProbe: probe(health('js-server-only'), values.startupProbe),
  livenessProbe: probe(health('js-enabled-only'), values.livenessProbe),
  readinessProbe: probe(health('js-meta-only'), values.readinessProbe),
  resources: values.resources,
  ...hardenedContainer,
  volumeMounts: [
    { name: 'data', mountPath: dataDirectory },
    { name: 'config', mountPath: '/etc/nats', readOnly: true },
    { name: 'run', mountPath: '/var/run/nats' },
  ],
});

/** What a server says of itself (https://docs.nats.io/running-a-nats-service/nats_admin/monitoring#health-healthz). */
const health = (extent: 'js-server-only' | 'js-enabled-only' | 'js-meta-only') => ({
  httpGet: { path: `/healthz?${extent}=true`, port: 'monitor' },
});

/** It has a liveness probe only: without metrics a server serves as well. */
const exporter = ({ metrics }: NatsValues): Dynamic<k8s.Container> => ({
  name: 'exporter',
  ...containerImage(metrics.image),
  args: [
    `-port=${String(metricsPort)}`,
    '-connz',
    '-routez',
    '-subz',
    '-varz',
    '-jsz=all',
    '-prefix=nats',
    '-use_internal_server_id',
    `http://127.0.0.1:${String(monitorPort)}/`,
  ],
  ports: [{ name: 'metrics', containerPort: metricsPort }],
  livenessProbe: { tcpSocket: { port: 'metrics' }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
  resources: metrics.resources,
  ...hardenedContainer,
});
