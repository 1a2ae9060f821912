import { createHash } from 'node:crypto';

import { contractProblems, readContract } from '@semantic-explorer/platform/testing';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { expect, it } from 'vitest';

import { defaultConfig } from './testing/default-config.js';
import { ofKind, render, valueSets } from './testing/dex-chart.js';

const objectLabels = {
  'app.kubernetes.io/name': 'dex',
  'app.kubernetes.io/instance': 'prod',
  'app.kubernetes.io/version': '1.0.0',
  'app.kubernetes.io/part-of': 'semantic-explorer',
  'app.kubernetes.io/managed-by': 'Helm',
  'helm.sh/chart': 'semantic-explorer-1.0.0',
};
const metadata = { name: 'prod-semantic-explorer-dex', namespace: 'explorer', labels: objectLabels };
const selector = { 'app.kubernetes.io/name': 'dex', 'app.kubernetes.io/instance': 'prod' };

it.each(Object.entries(valueSets))(
  'consists of objects that Kubernetes takes, oldest and newest: %s',
  (_name, values) => {
    const problems = render(values).flatMap((object) =>
      Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
    );
    expect(problems).toEqual([]);
  },
);

const deployed = Object.entries(valueSets).filter(([name]) => name !== 'not deployed');

it.each(deployed)('agrees with the contract of Dex: %s', (_name, values) => {
  const contract = readContract(new URL('contract.yaml', import.meta.url));
  expect(contractProblems(contract, render(values))).toEqual([]);
});

it.each([
  ['not deployed', []],
  ['defaults', ['ServiceAccount', 'ConfigMap', 'Service', 'Deployment']],
  ['on a claim', ['ServiceAccount', 'ConfigMap', 'Service', 'PersistentVolumeClaim', 'Deployment']],
  ['on a claim of somebody else', ['ConfigMap', 'Service', 'Deployment']],
  [
    'shared by several pods, behind an Ingress',
    ['ServiceAccount', 'ConfigMap', 'Service', 'Deployment', 'PodDisruptionBudget', 'Ingress'],
  ],
] as const)('has an object of each kind that it needs, and no other: %s', (set, kinds) => {
  expect(render(valueSets[set]).map(({ kind }) => kind)).toEqual(kinds);
});

it('runs hardened, probed on its port for telemetry, and anew when its configuration changes', () => {
  expect(ofKind('Deployment')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: { ...selector, 'app.kubernetes.io/part-of': 'semantic-explorer' },
          annotations: {
            'checksum/config': createHash('sha256').update(defaultConfig.trim()).digest('hex'),
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': '5558',
            'prometheus.io/path': '/metrics',
          },
        },
        spec: {
          serviceAccountName: 'prod-semantic-explorer-dex',
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1001,
            runAsGroup: 1001,
            fsGroup: 1001,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'dex',
              image: 'ghcr.io/dexidp/dex:v2.45.1',
              imagePullPolicy: 'IfNotPresent',
              command: ['dex', 'serve', '/etc/dex/config.yaml'],
              env: [
                {
                  name: 'OIDC_CLIENT_SECRET',
                  valueFrom: {
                    secretKeyRef: { name: 'prod-semantic-explorer-credentials', key: 'oidc-client-secret' },
                  },
                },
              ],
              ports: [
                { name: 'http', containerPort: 5556 },
                { name: 'grpc', containerPort: 5557 },
                { name: 'telemetry', containerPort: 5558 },
              ],
              startupProbe: {
                httpGet: { path: '/healthz/live', port: 'telemetry' },
                periodSeconds: 5,
                timeoutSeconds: 3,
                failureThreshold: 24,
              },
              livenessProbe: {
                httpGet: { path: '/healthz/live', port: 'telemetry' },
                periodSeconds: 15,
                timeoutSeconds: 3,
                failureThreshold: 4,
              },
              readinessProbe: {
                httpGet: { path: '/healthz/ready', port: 'telemetry' },
                periodSeconds: 10,
                timeoutSeconds: 3,
                failureThreshold: 3,
              },
              resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'config', mountPath: '/etc/dex', readOnly: true },
                { name: 'state', mountPath: '/var/dex' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: 'prod-semantic-explorer-dex' } },
            { name: 'state', emptyDir: { sizeLimit: '1Gi' } },
          ],
        },
      },
    },
  });
});

it('serves the web, gRPC and telemetry', () => {
  expect(ofKind('Service')).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [
        { name: 'http', port: 5556, targetPort: 'http' },
        { name: 'grpc', port: 5557, targetPort: 'grpc' },
        { name: 'telemetry', port: 5558, targetPort: 'telemetry' },
      ],
    },
  });
});

it('reads credentials from the Secrets that values name', () => {
  expect(ofKind('Deployment', valueSets['shared by several pods, behind an Ingress'])).toMatchObject({
    spec: {
      strategy: { type: 'RollingUpdate' },
      template: {
        spec: {
          containers: [
            {
              env: [
                { name: 'OIDC_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'login', key: 'secret' } } },
                { name: 'GITHUB_CLIENT_ID', valueFrom: { secretKeyRef: { name: 'github', key: 'client-id' } } },
                { name: 'GITHUB_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'github', key: 'client-secret' } } },
                {
                  name: 'DEX_POSTGRES_PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'dex-database', key: 'password' } },
                },
                { name: 'HTTPS_PROXY', value: 'http://proxy:3128' },
              ],
              envFrom: [{ secretRef: { name: 'dex-hashes' } }],
              volumeMounts: [{ name: 'config', mountPath: '/etc/dex', readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: 'prod-semantic-explorer-dex' } }],
        },
      },
    },
  });
});

it('is reached through an Ingress', () => {
  expect(ofKind('Ingress', valueSets['shared by several pods, behind an Ingress'])).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadata, annotations: { 'example.com/rate': '10' } },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'login.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'prod-semantic-explorer-dex', port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['login.example.com'], secretName: 'login-tls' }],
    },
  });
});
