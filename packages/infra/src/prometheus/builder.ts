import type { NetworkedService } from '@semantic-explorer/platform';
import {
  claimTemplate,
  claimVolume,
  containerImage,
  hardenedContainer,
  hardenedPod,
  isMoreThan,
  ingressSpec,
  labels,
  networkedService,
  objectName,
  persistenceRule,
  podMetadata,
  podServiceAccount,
  podPlacement,
  probe,
  probeRules,
  prometheus as connection,
  prometheusPort,
  prometheusSlice,
  selectorLabels,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { and, divide, gt, multiply, not, optional, or, resources, rule, sha256, str, toJson, when } from 'chartkit';

import { extraRules, serverConfig } from './config.js';
import { ruleFiles, rulesChecksum } from './rules.js';
import { prometheusUser } from './user.js';
import type { PrometheusValues } from './values.js';
import { prometheusValues } from './values.js';
import { volumeRules, volumeSlices } from './volumes.js';

const component = 'prometheus';
const name = objectName(component);
const headlessName = objectName('prometheus-headless');
const configName = objectName('prometheus-config');
const rulesName = objectName('prometheus-rules');
const metadata = { name, labels: labels(component) };

/** Prometheus, which sees the pods of its own namespace only. */
export const prometheus: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/prometheus/builder.ts',
  key: component,
  values: prometheusValues,
  uses: [...connection.slices, ...volumeSlices],
  enabled: () => prometheusSlice.values.enabled,
  rules: (values) => [
    ...probeRules(values),
    rule(
      values.scrapeTimeoutSeconds,
      gt(values.scrapeTimeoutSeconds, values.scrapeIntervalSeconds),
      str`must be at most the interval (${values.scrapeIntervalSeconds} seconds)`,
    ),
    persistenceRule(values.persistence, 'prometheus.persistence'),
    rule(
      values.retention.bytes,
      and(
        values.persistence.enabled,
        not(values.persistence.existingClaim),
        isMoreThan(divide(multiply(values.retention.bytes, 5), 4), values.persistence.size),
      ),
      str`must be 0, or at most 80 % of prometheus.persistence.size (${values.persistence.size}): the write-ahead log needs the rest`,
    ),
    rule(
      values.serviceAccount.name,
      and(not(values.serviceAccount.create), not(values.serviceAccount.name)),
      'is needed when prometheus.serviceAccount.create is false: the default account, which other pods have too, would get the right to list pods',
    ),
    rule(
      values.ingress.host,
      and(values.ingress.enabled, not(values.ingress.host)),
      'is needed when prometheus.ingress.enabled is true',
    ),
  ],
  network: (values) => ({
    scrapes: true,
    routed: [{ port: prometheusPort, when: values.ingress.enabled }],
    outbound: [{ to: 'kubernetes-api' }, { to: 'external', when: or(values.alertmanagers, values.extraScrapeConfigs) }],
  }),
  build: (scope, values) => {
    podServiceAccount(scope, component, values.serviceAccount);
    resources.role(scope, {
      metadata,
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    });
    const subject = { kind: 'ServiceAccount', name: serviceAccountName(values.serviceAccount, name) };
    resources.roleBinding(scope, {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [subject],
    });
    resources.configMap(
      scope,
      { metadata: { name: configName, labels: labels(component) }, data: { 'prometheus.yml': serverConfig(values) } },
      { id: 'config' },
    );
    resources.configMap(
      scope,
      {
        metadata: { name: rulesName, labels: labels(component) },
        data: {
          ...when<Record<string, string>>(values.rules.enabled, { ...ruleFiles, 'volumes.yaml': volumeRules }),
          'extra.yaml': extraRules(values),
        },
      },
      { id: 'rules' },
    );
    const ports = [{ name: 'http', port: prometheusPort, targetPort: 'http' }];
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
        replicas: 1,
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values, {
            'checksum/config': sha256(serverConfig(values)),
            // Prometheus reads its rules once, when it starts.
            'checksum/rules': sha256(str`${rulesChecksum} ${toJson(values.rules.extraGroups)} ${sha256(volumeRules)}`),
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

const pod = (values: PrometheusValues): Dynamic<k8s.PodSpec> => ({
  serviceAccountName: serviceAccountName(values.serviceAccount, name),
  // It lists pods to find their metrics.
  ...hardenedPod(prometheusUser, { usesApi: true }),
  terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
  containers: [
    {
      name: component,
      ...containerImage(values.image),
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        str`--storage.tsdb.retention.time=${values.retention.hours}h`,
        when(values.retention.bytes, str`--storage.tsdb.retention.size=${values.retention.bytes}B`),
        str`--web.listen-address=0.0.0.0:${prometheusPort}`,
      ],
      ports: [{ name: 'http', containerPort: prometheusPort }],
      startupProbe: probe({ httpGet: { path: '/-/ready', port: 'http' } }, values.startupProbe),
      livenessProbe: probe({ httpGet: { path: '/-/healthy', port: 'http' } }, values.livenessProbe),
      readinessProbe: probe({ httpGet: { path: '/-/ready', port: 'http' } }, values.readinessProbe),
      resources: values.resources,
      ...hardenedContainer,
      volumeMounts: [
        { name: 'data', mountPath: '/prometheus' },
        { name: 'config', mountPath: '/etc/prometheus', readOnly: true },
        { name: 'rules', mountPath: '/etc/prometheus-rules', readOnly: true },
      ],
    },
  ],
  volumes: [
    claimVolume('data', values.persistence),
    { name: 'config', configMap: { name: configName } },
    { name: 'rules', configMap: { name: rulesName } },
  ],
  ...podPlacement(values),
});
