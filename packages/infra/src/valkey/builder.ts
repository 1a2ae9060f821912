import type { NetworkedService } from '@semantic-explorer/platform';
import {
  containerImage,
  hardenedContainer,
  hardenedPod,
  labels,
  networkedService,
  objectName,
  probe,
  scrapeAnnotations,
  valkey as connection,
  valkeyPasswordRef,
  valkeyPort,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { resources, sha256, str, toText, when } from 'chartkit';

import { serverCluster } from '../server-cluster/objects.js';
import { configDirectory, serverConfig, startScript } from './config.js';
import { valkeyRules } from './rules.js';
import type { ValkeyValues } from './values.js';
import { valkeyValues } from './values.js';

const component = 'valkey';
const configName = objectName('valkey-config');
/** The server needs no files of the image's own user, so it runs under an id that no user of the node has. */
const user = { uid: 10001, gid: 10001 };
const metricsPort = 9121;

/** Valkey and its exporter. */
export const valkey: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/valkey/builder.ts',
  key: component,
  values: valkeyValues,
  enabled: (values) => values.enabled,
  rules: (values) => [...connection.rules, ...valkeyRules(values)],
  network: ({ metrics }) => ({
    scraped: [{ port: metricsPort, when: metrics.enabled, monitored: metrics.serviceMonitor.enabled }],
  }),
  build: (scope, values) => {
    resources.configMap(scope, {
      metadata: { name: configName, labels: labels(component) },
      data: { 'valkey.conf': serverConfig(values), 'start-server.sh': startScript },
    });
    serverCluster(scope, {
      name: component,
      values,
      ports: [
        { name: 'valkey', port: valkeyPort, targetPort: 'valkey' },
        when<k8s.ServicePort>(values.metrics.enabled, { name: 'metrics', port: metricsPort, targetPort: 'metrics' }),
      ],
      peerPorts: [],
      pod: pod(values),
      annotations: {
        'checksum/config': sha256(str`${serverConfig(values)}${startScript}`),
        ...when<Record<string, string>>(
          values.metrics.enabled,
          scrapeAnnotations({ port: metricsPort, path: '/metrics' }),
        ),
      },
      volumeClaimTemplates: [],
      minReadySeconds: 0,
      metrics: { endpoint: { port: 'metrics', path: '/metrics' }, serviceMonitor: values.metrics.serviceMonitor },
    });
  },
});

const pod = (values: ValkeyValues): Dynamic<k8s.PodSpec> => ({
  ...hardenedPod(user),
  containers: [server(values), when(values.metrics.enabled, exporter(values))],
  volumes: [{ name: 'config', configMap: { name: configName } }],
});

/** A connection needs no password and no process, unlike a command; ValkeyDown tells when the server stops answering. */
const answers = { tcpSocket: { port: 'valkey' } };

const server = (values: ValkeyValues): Dynamic<k8s.Container> => ({
  name: component,
  ...containerImage(values.image),
  command: ['sh', `${configDirectory}/start-server.sh`],
  env: [
    { name: 'MEMORY_LIMIT_BYTES', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1' } } },
    { name: 'MAX_MEMORY_PERCENT', value: toText(values.maxMemoryPercent) },
    when<k8s.EnvVar>(values.auth.enabled, { name: 'VALKEY_PASSWORD', valueFrom: valkeyPasswordRef() }),
  ],
  ports: [{ name: 'valkey', containerPort: valkeyPort }],
  startupProbe: probe(answers, values.startupProbe),
  livenessProbe: probe(answers, values.livenessProbe),
  readinessProbe: probe(answers, values.readinessProbe),
  resources: values.resources,
  ...hardenedContainer,
  volumeMounts: [{ name: 'config', mountPath: configDirectory, readOnly: true }],
});

/** It has a liveness probe only: the server works without metrics. */
const exporter = ({ auth, metrics }: ValkeyValues): Dynamic<k8s.Container> => ({
  name: 'exporter',
  ...containerImage(metrics.image),
  env: [
    { name: 'REDIS_ADDR', value: `redis://localhost:${String(valkeyPort)}` },
    { name: 'REDIS_EXPORTER_WEB_LISTEN_ADDRESS', value: `:${String(metricsPort)}` },
    // It would connect to any server that a request names, with this password.
    { name: 'REDIS_EXPORTER_DISABLE_SCRAPE_ENDPOINT', value: 'true' },
    when<k8s.EnvVar>(auth.enabled, { name: 'REDIS_PASSWORD', valueFrom: valkeyPasswordRef() }),
  ],
  ports: [{ name: 'metrics', containerPort: metricsPort }],
  livenessProbe: { tcpSocket: { port: 'metrics' }, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
  resources: metrics.resources,
  ...hardenedContainer,
});
