import type { Finder, Section } from './claim.js';
import { absent, byDefault, field, file, noLine, noObjectOf, part, podPath } from './finders.js';
import { everyContainer, everyPod } from './pods.js';

const inferenceServices = ['embedding-inference-api', 'llm-inference-api'];
const ofInference = (path: string, expected: unknown): readonly Finder[] =>
  inferenceServices.map((name) => field(`StatefulSet ${name}`, `${podPath}.${path}`, expected));
const ofInferenceContainer = (path: string, expected: unknown): readonly Finder[] =>
  inferenceServices.map((name) => field(`StatefulSet ${name}`, `${podPath}.containers[${name}].${path}`, expected));

/** The inference services run as user 1000. */
export const nonRootInference = [
  ...ofInference('securityContext.runAsNonRoot', true),
  ...ofInference('securityContext.runAsUser', 1000),
];
/** No container of the inference services has a capability. */
export const noCapability = inferenceServices.map((name) =>
  absent(`StatefulSet ${name}`, `${podPath}.containers[${name}].securityContext.capabilities.add`),
);
/** Dex keeps its state in sqlite3. */
export const sqliteStorage = part('ConfigMap dex', 'data[config.yaml]', /storage:\s+type: sqlite3/);
/** Dex has no rights. */
export const dexWithoutRights = [
  field('Deployment dex', `${podPath}.automountServiceAccountToken`, false),
  noObjectOf('CustomResourceDefinition'),
];
/** Qdrant runs as another user than root. */
export const qdrantNonRoot = field('StatefulSet qdrant', `${podPath}.securityContext.runAsNonRoot`, true);
/** Grafana looks for nothing in other namespaces: it has no sidecar and no token. */
export const grafanaInNamespace = [
  absent('StatefulSet grafana', `${podPath}.containers[1]`),
  field('StatefulSet grafana', `${podPath}.automountServiceAccountToken`, false),
];
/** Prometheus has rights in its namespace only. */
export const prometheusRole = [
  field('Role prometheus', 'rules', [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]),
  field('RoleBinding prometheus', 'roleRef.kind', 'Role'),
  noObjectOf('ClusterRole', 'ClusterRoleBinding'),
];

/** Issue #7 of the document. */
export const security: readonly Section[] = [
  { title: 'Issue #7: Security Hardening (Namespace-Only RBAC, Non-Root)', claims: [] },
  {
    title: '1. GPU Inference APIs - Non-Root Execution',
    level: 3,
    claims: [
      {
        claim: 'Changed `runAsNonRoot: false` → `runAsNonRoot: true`',
        find: ofInference('securityContext.runAsNonRoot', true),
      },
      {
        claim: 'Changed `runAsUser: 0` → `runAsUser: 1000` (configurable via values)',
        find: [
          ...ofInference('securityContext.runAsUser', 1000),
          byDefault('embeddingInferenceApi.runAsUser', 1000),
          byDefault('llmInferenceApi.runAsUser', 1000),
        ],
      },
      { claim: 'Removed `SYS_ADMIN` capability', find: noCapability },
      {
        claim: 'Changed `allowPrivilegeEscalation: true` → `allowPrivilegeEscalation: false`',
        find: ofInferenceContainer('securityContext.allowPrivilegeEscalation', false),
      },
      {
        claim: 'Added `seccompProfile: RuntimeDefault`',
        find: ofInference('securityContext.seccompProfile.type', 'RuntimeDefault'),
      },
    ],
  },
  {
    title: '2. Dex Storage Backend',
    level: 3,
    claims: [
      {
        claim: 'Changed storage type from `kubernetes` (requires CRDs - cluster-wide) to `sqlite3`',
        find: [sqliteStorage],
        remark: 'The type `kubernetes` cannot be chosen.',
      },
      { claim: 'Removed RBAC rules for CRD creation', find: dexWithoutRights },
      {
        claim: 'For production HA, use external database (postgres/mysql) instead',
        values: {
          dex: {
            replicaCount: 2,
            config: { storage: { type: 'postgres', postgres: { host: 'db.example.com', existingSecret: 'dex' } } },
          },
        },
        find: [
          part('ConfigMap dex', 'data[config.yaml]', /storage:\s+type: postgres/),
          field('Deployment dex', 'spec.replicas', 2),
        ],
        remark: 'Several pods with sqlite3 are refused.',
      },
    ],
  },
  {
    title: '3. Qdrant Security Context',
    level: 3,
    claims: [
      { claim: 'Changed `runAsNonRoot: false` → `runAsNonRoot: true`', find: [qdrantNonRoot] },
      {
        claim: 'Added `runAsGroup: 1000`, `fsGroupChangePolicy`, `seccompProfile`',
        find: [
          field('StatefulSet qdrant', `${podPath}.securityContext.runAsGroup`, 1000),
          field('StatefulSet qdrant', `${podPath}.securityContext.fsGroupChangePolicy`, 'OnRootMismatch'),
          field('StatefulSet qdrant', `${podPath}.securityContext.seccompProfile.type`, 'RuntimeDefault'),
        ],
      },
    ],
  },
  {
    title: '4. Grafana Sidecar Namespace Scope',
    level: 3,
    claims: [
      {
        claim: 'Changed `sidecar.dashboards.searchNamespace: ALL` → `null`',
        find: grafanaInNamespace,
        remark: 'There is no sidecar: dashboards are mounted, so Grafana needs no rights at all.',
      },
      {
        claim: 'This limits sidecar to release namespace only (no ClusterRole needed)',
        find: [noObjectOf('ClusterRole', 'ClusterRoleBinding')],
      },
    ],
  },
  {
    title: '5. Prometheus RBAC',
    level: 3,
    claims: [
      {
        claim: 'Added `rbac.create: false` to disable subchart ClusterRole creation',
        find: [noObjectOf('ClusterRole', 'ClusterRoleBinding')],
        remark: 'Without a subchart there is nothing to disable.',
      },
      {
        claim: 'Our custom `templates/prometheus-rbac.yaml` uses Role/RoleBinding (namespace-scoped)',
        find: [
          file('templates/prometheus/role.yaml', 'kind: Role'),
          file('templates/prometheus/rolebinding.yaml', 'kind: RoleBinding'),
          ...prometheusRole.slice(0, 2),
        ],
      },
    ],
  },
  {
    title: 'Validation Results',
    level: 3,
    claims: [
      {
        claim: '`helm template test . | grep -E "^kind: (ClusterRole|ClusterRoleBinding)"`: No matches',
        find: [noObjectOf('ClusterRole', 'ClusterRoleBinding')],
      },
      {
        claim: '`helm template test . | grep -E "runAsUser: 0|runAsNonRoot: false"`: No matches',
        find: [noLine(/runAsUser: 0$|runAsNonRoot: false/), everyPod('securityContext.runAsNonRoot', true)],
      },
      {
        claim: 'The Pod Security Standard "restricted", and a root file system that cannot be written',
        find: [
          everyPod('securityContext.seccompProfile.type', 'RuntimeDefault'),
          everyContainer('securityContext.allowPrivilegeEscalation', false),
          everyContainer('securityContext.capabilities', { drop: ['ALL'] }),
          everyContainer('securityContext.readOnlyRootFilesystem', true),
        ],
        remark: 'More than the document has.',
      },
    ],
  },
  {
    title: 'Notes',
    level: 3,
    claims: [
      {
        claim: 'GPU container images must be built to run as non-root user (uid 1000)',
        find: ofInference('securityContext.fsGroup', 1000),
        remark: 'The published images run as any user: volumes belong to the group, and `HOME` is set.',
      },
      {
        claim: 'If kubernetes storage for Dex is required, CRDs must be pre-installed by cluster admin',
        find: [sqliteStorage],
        remark: 'It is not required: see 2.',
      },
      {
        claim: 'Prometheus uses static scrape configs with `kubernetes_sd_configs` limited to `own_namespace`',
        find: [
          part(
            'ConfigMap prometheus-config',
            'data[prometheus.yml]',
            /kubernetes_sd_configs:\s+- role: pod\s+namespaces:\s+own_namespace: true/,
          ),
        ],
      },
    ],
  },
];
