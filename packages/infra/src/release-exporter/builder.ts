import type { NetworkedService } from '@semantic-explorer/platform';
import {
  hardenedContainer,
  hardenedPod,
  labels,
  networkedService,
  objectName,
  podMetadata,
  podPlacement,
  podServiceAccount,
  scrapeAnnotations,
  script,
  scriptsImage,
  scriptsSlice,
  scriptsUser,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import { and, resources, sha256, str, toText } from 'chartkit';

import { certificateServers, securedConnections } from './certificates.js';
import { releaseExporterValues } from './values.js';

const component = 'release-exporter';
const name = objectName(component);
const metadata = { name, labels: labels(component) };
const port = 9793;

const program = script('export-certificates.mjs');
const conversation = script('conversation.mjs');

/**
 * Exports what no program of the release says of itself: when the certificates of servers expire. Which servers these are
 * follows from the connections of all other services.
 */
export function releaseExporter(services: readonly NetworkedService[]): NetworkedService {
  const connections = securedConnections(services);
  const servers = certificateServers(connections);
  return networkedService({
    name: component,
    source: 'packages/infra/src/release-exporter/builder.ts',
    key: 'releaseExporter',
    values: releaseExporterValues,
    uses: [...new Set(connections.flatMap(({ slices }) => slices)), scriptsSlice],
    enabled: (values) => and(values.enabled, servers),
    network: () => ({
      scraped: [{ port }],
      alsoConnects: connections.map((connection) => ({ ...connection.certificate, connection })),
    }),
    build: (scope, values) => {
      podServiceAccount(scope, component, values.serviceAccount);
      resources.configMap(scope, {
        metadata,
        data: { 'export-certificates.mjs': program, 'conversation.mjs': conversation },
      });
      resources.deployment(scope, {
        metadata,
        spec: {
          replicas: 1,
          selector: { matchLabels: selectorLabels(component) },
          template: {
            metadata: podMetadata(component, values, {
              'checksum/program': sha256(str`${sha256(program)} ${sha256(conversation)}`),
              ...scrapeAnnotations({ port, path: '/metrics' }),
            }),
            spec: {
              serviceAccountName: serviceAccountName(values.serviceAccount, name),
              ...hardenedPod(scriptsUser),
              containers: [
                {
                  name: component,
                  ...scriptsImage,
                  command: ['node', '/programs/export-certificates.mjs'],
                  env: [
                    { name: 'CERTIFICATE_SERVERS', value: servers },
                    { name: 'CERTIFICATE_INTERVAL_SECONDS', value: toText(values.certificates.intervalSeconds) },
                    { name: 'CERTIFICATE_PORT', value: String(port) },
                  ],
                  ports: [{ name: 'metrics', containerPort: port }],
                  livenessProbe: answers,
                  readinessProbe: answers,
                  resources: values.resources,
                  ...hardenedContainer,
                  volumeMounts: [{ name: 'programs', mountPath: '/programs', readOnly: true }],
                },
              ],
              volumes: [{ name: 'programs', configMap: { name } }],
              ...podPlacement(values),
            },
          },
        },
      });
    },
  });
}

const answers = { httpGet: { path: '/metrics', port: 'metrics' } };
