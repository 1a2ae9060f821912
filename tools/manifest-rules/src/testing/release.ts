import type { Fields, Manifest } from '../objects.js';
import { isFields, titleOf } from '../objects.js';
import type { ManifestRule, Surroundings } from '../rule.js';

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'prod' };
const metadata = (name: string): Fields => ({ name, namespace: 'apps', labels });

const container = {
  name: 'web',
  image: 'registry.example.com:5000/web:1.2.3',
  env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }],
  ports: [{ name: 'http', containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  volumeMounts: [{ name: 'config', mountPath: '/etc/web.conf', subPath: 'web.conf' }],
};

const pod = {
  serviceAccountName: 'web',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [container],
  volumes: [{ name: 'config', configMap: { name: 'web' } }],
};

const ports = [{ name: 'http', port: 80, targetPort: 'http' }];

/** A small release of three servers that breaks no rule. */
export const release: readonly Manifest[] = [
  { kind: 'ServiceAccount', metadata: metadata('web') },
  { kind: 'ConfigMap', metadata: metadata('web'), data: { 'web.conf': 'listen 8080' } },
  { kind: 'Service', metadata: metadata('web'), spec: { selector: labels, ports } },
  { kind: 'Service', metadata: metadata('web-headless'), spec: { clusterIP: 'None', selector: labels, ports } },
  {
    kind: 'StatefulSet',
    metadata: metadata('web'),
    spec: {
      serviceName: 'web-headless',
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels, annotations: { 'prometheus.io/port': '8080' } }, spec: pod },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
    },
  },
  {
    kind: 'PodDisruptionBudget',
    metadata: metadata('web'),
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: labels } },
  },
  {
    kind: 'Ingress',
    metadata: metadata('web'),
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web', port: { name: 'http' } } } }] } }] },
  },
];

/** What surrounds it: a Secret of the deployer, and a majority that `web` needs. */
export const surroundings: Surroundings = {
  namespace: 'apps',
  supplied: new Set(['login']),
  madeLater: new Map(),
  needMajority: new Set(['web']),
};

/** What a rule says to some objects. */
export const problemsOf = (rule: ManifestRule, objects: readonly Manifest[]): readonly string[] =>
  rule(objects, surroundings);

/** The release with another value at a path of one object, such as `spec.template.spec.containers.0.image`. */
export const changed = (title: string, path: string, value: unknown): readonly Manifest[] =>
  release.map((object) =>
    titleOf(object) === title ? (withValue(object, path.split('.'), value) as Manifest) : object,
  );

/** The release with one more object. */
export const added = (object: Manifest): readonly Manifest[] => [...release, object];

/** The path of the only container in the StatefulSet. */
export const containerPath = 'spec.template.spec.containers.0';

function withValue(target: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const copy: Record<string, unknown> | unknown[] = Array.isArray(target)
    ? [...(target as unknown[])]
    : { ...(isFields(target) ? target : {}) };
  const fields = copy as Record<string, unknown>;
  fields[key] = rest.length === 0 ? value : withValue(fields[key], rest, value);
  return copy;
}
