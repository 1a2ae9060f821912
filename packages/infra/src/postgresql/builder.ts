import type { NetworkedService } from '@semantic-explorer/platform';
import {
  auditEventsSlice,
  auditReader,
  auditReaderPasswordRef,
  claimTemplate,
  claimVolume,
  containerImage,
  grafanaLoginSlice,
  hardenedContainer,
  hardenedPod,
  hasAuditReader,
  labels,
  networkedService,
  objectName,
  persistenceRule,
  podMetadata,
  podServiceAccount,
  podPlacement,
  postgresql as connection,
  postgresqlPort,
  probe,
  probeRules,
  scrapeAnnotations,
  secretKeyRef,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { contains, resources, rule, sha256, str, toJson, when } from 'chartkit';

import { backupClaimRule } from './backup/rules.js';
import { backupSlice } from './backup/values.js';
import { certificateMount, certificateVolume } from './certificate.js';
import { auditReaderScript, restoreScript, rolesScript, serverConfig } from './config.js';
import { clientSlices, connectionRule } from './connection-rules.js';
import { monitoringRole, roleRules } from './role-rules.js';
import type { PostgresqlValues } from './values.js';
import { postgresqlValues } from './values.js';

const component = 'postgresql';
const name = objectName(component);
const headlessName = objectName('postgresql-headless');
const configName = objectName('postgresql-config');
const componentLabels = labels(component);
/** Uid and gid of the user `postgres` in the Debian variant of the image. */
const user = { uid: 999, gid: 999 };
/** User `nobody`, as the image of the exporter has it. */
const exporterUser = { runAsUser: 65534, runAsGroup: 65534 };
const dataDirectory = '/var/lib/postgresql/data';
const metricsPort = 9187;

/** PostgreSQL and its exporter. */
export const postgresql: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/postgresql/builder.ts',
  key: component,
  values: postgresqlValues,
  uses: [...clientSlices, backupSlice, grafanaLoginSlice, auditEventsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...connection.rules,
    ...probeRules(values.primary),
    ...roleRules(values),
    connectionRule(values),
    backupClaimRule(values),
    rule(
      values.primary.extraSettings,
      contains("'", toJson(values.primary.extraSettings)),
      "must hold no single quotes, between which the values stand in the server's file",
    ),
    persistenceRule(values.primary.persistence, 'postgresql.primary.persistence'),
  ],
  network: (values) => ({ scraped: [{ port: metricsPort, when: values.metrics.enabled }] }),
  build: (scope, values) => {
    podServiceAccount(scope, component, values.serviceAccount);
    resources.configMap(scope, {
      metadata: { name: configName, labels: componentLabels },
      data: {
        'postgresql.conf': serverConfig(values),
        'audit-reader.sql': auditReaderScript,
        'create-roles.sh': rolesScript,
        'restore.sh': restoreScript,
      },
    });
    const port = { name: 'postgresql', port: postgresqlPort, targetPort: 'postgresql' };
    resources.kubernetesService(scope, {
      metadata: { name, labels: componentLabels },
      spec: {
        selector: selectorLabels(component),
        ports: [port, when(values.metrics.enabled, { name: 'metrics', port: metricsPort, targetPort: 'metrics' })],
      },
    });
    resources.kubernetesService(
      scope,
      {
        metadata: { name: headlessName, labels: componentLabels },
        spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: selectorLabels(component), ports: [port] },
      },
      { id: 'headless-service' },
    );
    resources.statefulSet(scope, {
      metadata: { name, labels: componentLabels },
      spec: {
        serviceName: headlessName,
        replicas: 1,
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values.primary, {
            'checksum/config': sha256(serverConfig(values)),
            ...when<Record<string, string>>(
              values.metrics.enabled,
              scrapeAnnotations({ port: metricsPort, path: '/metrics' }),
            ),
          }),
          spec: podSpec(values),
        },
        volumeClaimTemplates: [claimTemplate('data', values.primary.persistence)],
      },
    });
  },
});

const podSpec = (values: PostgresqlValues): Dynamic<k8s.PodSpec> => ({
  serviceAccountName: serviceAccountName(values.serviceAccount, name),
  ...hardenedPod(user),
  terminationGracePeriodSeconds: values.primary.terminationGracePeriodSeconds,
  containers: [server(values), when(values.metrics.enabled, exporter(values))],
  volumes: [
    claimVolume('data', values.primary.persistence),
    { name: 'config', configMap: { name: configName } },
    certificateVolume(values),
    { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: values.primary.sharedMemory } },
  ],
  ...podPlacement(values.primary),
});

/** Over TCP: while the image initializes the data directory, a server listens on the socket only. */
const readiness = ['pg_isready', '--host=127.0.0.1', '--username=postgres', '--dbname=postgres'];
const isReady = { exec: { command: readiness } };
/** A server that refuses connections, which is exit code 1, recovers from a crash or shuts down: to kill it would begin that anew. */
const answers = { exec: { command: ['sh', '-c', `${readiness.join(' ')} || [ $? -eq 1 ]`] } };

function server(values: PostgresqlValues): Dynamic<k8s.Container> {
  const { auth, primary } = values;
  return {
    name: 'postgresql',
    ...containerImage(values.image),
    args: ['postgres', '-c', 'config_file=/etc/postgresql/postgresql.conf'],
    env: [
      { name: 'PGDATA', value: `${dataDirectory}/pgdata` },
      { name: 'POSTGRES_INITDB_ARGS', value: '--data-checksums --auth-host=scram-sha-256' },
      { name: 'POSTGRES_PASSWORD', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.adminPassword) },
      { name: 'APPLICATION_ROLE', value: auth.username },
      { name: 'APPLICATION_DATABASE', value: auth.database },
      { name: 'APPLICATION_PASSWORD', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.password) },
      { name: 'MONITORING_ROLE', value: monitoringRole },
      { name: 'MONITORING_PASSWORD', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.monitoringPassword) },
      when<k8s.EnvVar[]>(hasAuditReader, [
        { name: 'AUDIT_READER_ROLE', value: auditReader },
        { name: 'AUDIT_READER_PASSWORD', valueFrom: auditReaderPasswordRef() },
      ]),
    ],
    ports: [{ name: 'postgresql', containerPort: postgresqlPort }],
    startupProbe: probe(isReady, primary.startupProbe),
    livenessProbe: probe(answers, primary.livenessProbe),
    readinessProbe: probe(isReady, primary.readinessProbe),
    resources: primary.resources,
    ...hardenedContainer,
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: '/etc/postgresql/postgresql.conf', subPath: 'postgresql.conf', readOnly: true },
      { name: 'config', mountPath: '/etc/postgresql/audit-reader.sql', subPath: 'audit-reader.sql', readOnly: true },
      { name: 'config', mountPath: '/etc/postgresql/restore.sh', subPath: 'restore.sh', readOnly: true },
      {
        name: 'config',
        mountPath: '/docker-entrypoint-initdb.d/create-roles.sh',
        subPath: 'create-roles.sh',
        readOnly: true,
      },
      certificateMount(values),
      { name: 'run', mountPath: '/var/run/postgresql' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'shared-memory', mountPath: '/dev/shm' },
    ],
  };
}

function exporter({ auth, metrics }: PostgresqlValues): Dynamic<k8s.Container> {
  return {
    name: 'exporter',
    ...containerImage(metrics.image),
    env: [
      { name: 'DATA_SOURCE_URI', value: str`127.0.0.1:5432/${auth.database}?sslmode=disable` },
      { name: 'DATA_SOURCE_USER', value: monitoringRole },
      { name: 'DATA_SOURCE_PASS', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.monitoringPassword) },
    ],
    ports: [{ name: 'metrics', containerPort: metricsPort }],
    // No readiness probe: without metrics the server serves as well.
    livenessProbe: { httpGet: { path: '/', port: 'metrics' } },
    resources: metrics.resources,
    securityContext: { ...exporterUser, ...hardenedContainer.securityContext },
  };
}
