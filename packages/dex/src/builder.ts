import type { NetworkedService } from '@semantic-explorer/platform';
import {
  apiSlice,
  authProxySlice,
  claimSpec,
  dexPorts,
  grafanaLoginSlice,
  grafanaSlice,
  ingressSpec,
  labels,
  networkedService,
  objectName,
  oidcSlice,
  podMetadata,
  podServiceAccount,
  scrapeAnnotations,
  selectorLabels,
} from '@semantic-explorer/platform';
import { and, eq, gt, ne, not, resources, sha256, when } from 'chartkit';

import { dexConfig } from './config.js';
import { podSpec, usesVolume } from './pod.js';
import { dexRules } from './rules.js';
import { dexValues } from './values.js';

const component = 'dex';
const name = objectName(component);
const metadata = { name, labels: labels(component) };

/** Dex, the identity provider. */
export const dex: NetworkedService = networkedService({
  name: component,
  source: 'packages/dex/src/builder.ts',
  key: component,
  values: dexValues,
  uses: [oidcSlice, apiSlice, grafanaSlice, grafanaLoginSlice, authProxySlice],
  enabled: (values) => values.enabled,
  rules: dexRules,
  network: ({ config, ingress, service }) => ({
    scraped: [{ port: dexPorts.telemetry }],
    routed: [{ port: dexPorts.http, when: ingress.enabled }],
    opened: [{ port: dexPorts.http, when: ne(service.type, 'ClusterIP') }],
    outbound: [
      { to: 'internet', when: config.github.enabled },
      { to: 'external', ports: [{ port: config.storage.postgres.port }], when: eq(config.storage.type, 'postgres') },
    ],
  }),
  build: (scope, values) => {
    podServiceAccount(scope, component, values.serviceAccount);
    resources.configMap(scope, { metadata, data: { 'config.yaml': dexConfig(values) } });
    resources.kubernetesService(scope, {
      metadata: { ...metadata, annotations: values.service.annotations },
      spec: {
        type: values.service.type,
        selector: selectorLabels(component),
        ports: [
          { name: 'http', port: dexPorts.http, targetPort: 'http' },
          when(values.config.grpc.enabled, { name: 'grpc', port: dexPorts.grpc, targetPort: 'grpc' }),
          { name: 'telemetry', port: dexPorts.telemetry, targetPort: 'telemetry' },
        ],
      },
    });
    resources.persistentVolumeClaim(
      scope,
      {
        metadata: {
          ...metadata,
          annotations: { 'helm.sh/resource-policy': 'keep', ...values.persistence.annotations },
        },
        spec: claimSpec(values.persistence),
      },
      { when: and(usesVolume(values), values.persistence.enabled, not(values.persistence.existingClaim)) },
    );
    resources.deployment(scope, {
      metadata,
      spec: {
        replicas: values.replicaCount,
        // Two pods cannot share a sqlite3 database, not even during an update.
        strategy: when(usesVolume(values), { type: 'Recreate' }, { type: 'RollingUpdate' }),
        selector: { matchLabels: selectorLabels(component) },
        template: {
          metadata: podMetadata(component, values, {
            'checksum/config': sha256(dexConfig(values)),
            ...scrapeAnnotations({ port: dexPorts.telemetry, path: '/metrics' }),
          }),
          spec: podSpec(values, name),
        },
      },
    });
    resources.podDisruptionBudget(
      scope,
      {
        metadata,
        spec: {
          maxUnavailable: values.podDisruptionBudget.maxUnavailable,
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
          selector: { matchLabels: selectorLabels(component) },
        },
      },
      { when: and(values.podDisruptionBudget.enabled, gt(values.replicaCount, 1)) },
    );
    resources.ingress(
      scope,
      {
        metadata: { ...metadata, annotations: values.ingress.annotations },
        spec: ingressSpec(values.ingress, name),
      },
      { when: values.ingress.enabled },
    );
  },
});
