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
  postgresqlBackupSlice,
  scrapeAnnotations,
  script,
  scriptsImage,
  scriptsSlice,
  scriptsUser,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { and, not, or, resources, rule, sha256, str, toText, when } from 'chartkit';

import { backupCronJobs, hasBackups, readBackups } from './backups.js';
import { certificateServers, securedConnections } from './certificates.js';
import { releaseExporterValues } from './values.js';

const component = 'release-exporter';
const name = objectName(component);
const metadata = { name, labels: labels(component) };
const port = 9793;

/** The program, which is named first, and its parts. */
const programs = {
  'export-release.mjs': script('export-release.mjs'),
  'backups.mjs': script('backups.mjs'),
  'certificates.mjs': script('certificates.mjs'),
  'conversation.mjs': script('conversation.mjs'),
  'exposition.mjs': script('exposition.mjs'),
  'kubernetes-api.mjs': script('kubernetes-api.mjs'),
  'program.mjs': script('program.mjs'),
};
const checksum = sha256(Object.values(programs).reduce((text, program) => str`${text}${sha256(program)} `, str``));

/**
 * Exports what no program of the release says of itself: when certificates expire, and when backups last succeeded. Which
 * servers have certificates follows from the connections of all other services.
 */
export function releaseExporter(services: readonly NetworkedService[]): NetworkedService {
  const connections = securedConnections(services);
  const servers = certificateServers(connections);
  return networkedService({
    name: component,
    source: 'packages/infra/src/release-exporter/builder.ts',
    key: 'releaseExporter',
    values: releaseExporterValues,
    uses: [...new Set(connections.flatMap(({ slices }) => slices)), postgresqlBackupSlice, scriptsSlice],
    enabled: (values) => and(values.enabled, or(servers, hasBackups)),
    rules: (values) => [
      rule(
        values.serviceAccount.name,
        and(values.enabled, hasBackups, not(values.serviceAccount.create), not(values.serviceAccount.name)),
        'is needed when releaseExporter.serviceAccount.create is false and there are backups: the default account, which other pods have too, would get the right to read their CronJob',
      ),
    ],
    network: () => ({
      scraped: [{ port }],
      outbound: [{ to: 'kubernetes-api', when: hasBackups }],
      alsoConnects: connections.map((connection) => ({ ...connection.certificate, connection })),
    }),
    build: (scope, values) => {
      podServiceAccount(scope, component, values.serviceAccount);
      const account = serviceAccountName(values.serviceAccount, name);
      readBackups(scope, component, account);
      resources.configMap(scope, { metadata, data: programs });
      resources.deployment(scope, {
        metadata,
        spec: {
          replicas: 1,
          selector: { matchLabels: selectorLabels(component) },
          template: {
            metadata: podMetadata(component, values, {
              'checksum/program': checksum,
              ...scrapeAnnotations({ port, path: '/metrics' }),
            }),
            spec: {
              serviceAccountName: account,
              ...hardenedPod(scriptsUser, { usesApi: hasBackups }),
              containers: [
                {
                  name: component,
                  ...scriptsImage,
                  command: ['node', '/programs/export-release.mjs'],
                  env: [
                    when<k8s.EnvVar>(servers, { name: 'CERTIFICATE_SERVERS', value: servers }),
                    { name: 'CERTIFICATE_INTERVAL_SECONDS', value: toText(values.certificates.intervalSeconds) },
                    when<k8s.EnvVar>(hasBackups, { name: 'BACKUP_CRON_JOBS', value: backupCronJobs }),
                    { name: 'METRICS_PORT', value: String(port) },
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
