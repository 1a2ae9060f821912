import type { NetworkedService } from '@semantic-explorer/platform';
import {
  auditEventsAvailable,
  auditEventsNeedCertificates,
  auditEventsSlice,
  claimTemplate,
  claimVolume,
  connect,
  containerImage,
  dexSlice,
  grafanaPort,
  grafanaSlice,
  hardenedContainer,
  hardenedPod,
  ingressSpec,
  labels,
  networkedService,
  objectName,
  oidc,
  oidcSlice,
  persistenceRule,
  podMetadata,
  podPlacement,
  podServiceAccount,
  postgresql,
  postgresqlSlice,
  privateCaBundle,
  probe,
  probeRules,
  prometheus,
  quickwitSearch,
  quickwitSearchers,
  scrapeAnnotations,
  scriptsSlice,
  scriptsVolume,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { and, eq, not, optional, resources, rule, sha256, when } from 'chartkit';

import { dashboards } from './dashboards/dashboards.js';
import { environment, pluginsDirectory } from './environment.js';
import { dashboardProviders, dashboardsDirectory, dataSources } from './provisioning.js';
import type { GrafanaValues } from './values.js';
import { grafanaValues } from './values.js';

const component = 'grafana';
const name = objectName(component);
const headlessName = objectName('grafana-headless');
const provisioningName = objectName('grafana-provisioning');
const dashboardsName = objectName('grafana-dashboards');
const metadata = { name, labels: labels(component) };
/** The user `grafana` of the image. */
const user = { uid: 472, gid: 472 };

const { auditEvents } = auditEventsSlice.values;

/** It asks these whenever somebody looks, so it waits for none. */
const connections = [prometheus, quickwitSearch, quickwitSearchers].map((connection) =>
  connect(connection, { waits: false }),
);

/** Grafana with data sources and dashboards of the release; it reads nothing of the cluster. */
export const grafana: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/grafana/builder.ts',
  key: component,
  values: grafanaValues,
  connections,
  uses: [grafanaSlice, auditEventsSlice, scriptsSlice, ...postgresql.slices, ...oidc.slices],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...probeRules(values),
    rule(
      auditEvents.existingSecret,
      and(auditEvents.existingSecret, postgresqlSlice.values.enabled),
      'must be empty when postgresql.enabled is true: the password is in the Secret of postgresql.auth then',
    ),
    rule(
      values.quickwitPlugin.existingClaim,
      and(values.quickwitPlugin.enabled, not(values.quickwitPlugin.existingClaim)),
      'is needed when grafana.quickwitPlugin.enabled is true',
    ),
    rule(
      values.quickwitPlugin.enabled,
      and(values.quickwitPlugin.enabled, not(quickwitSearch.available)),
      'must be false when there is no Quickwit (quickwit.enabled, quickwit.external.url)',
    ),
    rule(
      values.oidc.clientId,
      and(values.oidc.enabled, eq(values.oidc.clientId, oidcSlice.values.clientId)),
      'must be another one than oidc.clientId, which is that of the API',
    ),
    rule(
      values.oidc.enabled,
      and(values.oidc.enabled, not(dexSlice.values.enabled)),
      'must be false when dex.enabled is false: the login goes through Dex',
    ),
    rule(
      values.ingress.host,
      and(values.ingress.enabled, not(values.ingress.host)),
      'is needed when grafana.ingress.enabled is true',
    ),
    persistenceRule(values.persistence, 'grafana.persistence'),
  ],
  network: (values) => ({
    alsoConnects: [
      { connection: oidc, when: values.oidc.enabled },
      { connection: postgresql, when: auditEventsAvailable },
    ],
    scraped: [{ port: grafanaPort }],
    routed: [{ port: grafanaPort, when: values.ingress.enabled }],
  }),
  build: (scope, values) => {
    const sources = dataSources(values);
    podServiceAccount(scope, component, values.serviceAccount);
    resources.configMap(
      scope,
      {
        metadata: { name: provisioningName, labels: labels(component) },
        data: { 'datasources.yaml': sources, 'dashboards.yaml': dashboardProviders },
      },
      { id: 'provisioning' },
    );
    resources.configMap(
      scope,
      { metadata: { name: dashboardsName, labels: labels(component) }, data: dashboards(conditions(values)) },
      { id: 'dashboards' },
    );
    const ports = [{ name: 'http', port: grafanaPort, targetPort: 'http' }];
    resources.kubernetesService(scope, { metadata, spec: { selector: selectorLabels(component), ports } });
    resources.kubernetesService(
      scope,
      {
        metadata: { name: headlessName, labels: labels(component) },
        spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: selectorLabels(component), ports },
      },
      { id: 'headless-service' },
    );
    resources.statefulSet(scope, {
      metadata,
      spec: {
        serviceName: headlessName,
        // Its database is a file.
        replicas: 1,
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values, {
            // Grafana reads dashboards anew by itself, but data sources only when it starts.
            'checksum/datasources': sha256(sources),
            ...scrapeAnnotations({ port: grafanaPort, path: '/metrics' }),
          }),
          spec: pod(values),
        },
        volumeClaimTemplates: [claimTemplate('data', values.persistence)],
      },
    });
    resources.ingress(
      scope,
      {
        metadata: { ...metadata, annotations: optional(values.ingress.annotations) },
        spec: ingressSpec(values.ingress, name),
      },
      { when: values.ingress.enabled },
    );
  },
});

/** Dashboards whose data source is not always there. */
const conditions = (values: GrafanaValues) => ({
  'audit-events.json': auditEventsAvailable,
  'logs-and-traces.json': and(values.quickwitPlugin.enabled, quickwitSearch.available),
});

const pod = (values: GrafanaValues): Dynamic<k8s.PodSpec> => ({
  serviceAccountName: serviceAccountName(values.serviceAccount, name),
  ...hardenedPod(user),
  initContainers: [when<k8s.Container[]>(auditEventsNeedCertificates, [privateCaBundle.initContainer])],
  containers: [
    {
      name: component,
      ...containerImage(values.image),
      env: environment(values),
      ports: [{ name: 'http', containerPort: grafanaPort }],
      startupProbe: probe({ httpGet: { path: '/api/health', port: 'http' } }, values.startupProbe),
      // Only that its server runs; the others ask its database too.
      livenessProbe: probe({ httpGet: { path: '/healthz', port: 'http' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/api/health', port: 'http' } }, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/grafana' },
        { name: 'tmp', mountPath: '/tmp' },
        {
          name: 'provisioning',
          mountPath: '/etc/grafana/provisioning/datasources/datasources.yaml',
          subPath: 'datasources.yaml',
          readOnly: true,
        },
        {
          name: 'provisioning',
          mountPath: '/etc/grafana/provisioning/dashboards/dashboards.yaml',
          subPath: 'dashboards.yaml',
          readOnly: true,
        },
        { name: 'dashboards', mountPath: dashboardsDirectory, readOnly: true },
        when<k8s.VolumeMount>(values.quickwitPlugin.enabled, {
          name: 'plugins',
          mountPath: pluginsDirectory,
          readOnly: true,
        }),
        when<k8s.VolumeMount[]>(auditEventsNeedCertificates, [privateCaBundle.volumeMount]),
      ],
    },
  ],
  volumes: [
    claimVolume('data', values.persistence),
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'provisioning', configMap: { name: provisioningName } },
    { name: 'dashboards', configMap: { name: dashboardsName } },
    when<k8s.Volume>(values.quickwitPlugin.enabled, {
      name: 'plugins',
      persistentVolumeClaim: { claimName: values.quickwitPlugin.existingClaim, readOnly: true },
    }),
    when<k8s.Volume[]>(auditEventsNeedCertificates, [...privateCaBundle.volumes, scriptsVolume]),
  ],
  ...podPlacement(values),
});
