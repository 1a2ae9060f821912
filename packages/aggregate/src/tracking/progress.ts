import type { Claim, Finder, Section } from './claim.js';
import { apiEmbeddingUrl, apiLlmUrl, datasetsEmbeddingUrl, urlHelpers } from './environment.js';
import { byDefault, file } from './finders.js';
import { qdrantGpu } from './gpu.js';
import { embeddingLive, llmLive, waits } from './init-containers.js';
import {
  dexWithoutRights,
  grafanaInNamespace,
  noCapability,
  nonRootInference,
  prometheusRole,
  qdrantNonRoot,
  sqliteStorage,
} from './security.js';
import { visualizationsMasterKey } from './volumes.js';

/** A line of the log: what was done then can still be found. */
const entry = (issue: string, action: string, find: readonly Finder[], more: Partial<Claim> = {}): Claim => ({
  claim: `2026-01-18, ${issue}: ${action}`,
  find,
  ...more,
});

const dexKinds = ['Deployment', 'Service', 'ConfigMap', 'ServiceAccount', 'Ingress'] as const;

/** The page itself, which a test compares with what is found. */
const thisPage: Finder = () => ({ object: 'docs/tracking.md', field: 'heading', value: 'Tracking document' });

/** The log of the document. */
export const progress: Section = {
  title: 'Progress Log',
  claims: [
    entry('Initial', 'Created tracking document', [thisPage]),
    entry('#1', 'Created Dex templates (deployment, service, configmap, serviceaccount, ingress)', [
      ...dexKinds.map((kind) => file(`templates/dex/${kind.toLowerCase()}.yaml`, `kind: ${kind}`)),
    ]),
    entry('#1', 'Added Dex helper functions to `_helpers.tpl`', [
      file('templates/_helpers.tpl', 'define "semantic-explorer.dex.issuer"'),
    ]),
    entry('#1', 'Added missing Dex config fields to `values.yaml`', [
      byDefault('dex.env', {}),
      byDefault('dex.envFrom', []),
    ]),
    entry('#2', 'Created minio-init-job.yaml for custom bucket provisioning', [
      file('templates/minio-init/job.yaml', 'kind: Job'),
    ]),
    entry('#2', 'Added `minio.initJob.enabled` flag to `values.yaml`', [byDefault('minio.initJob.enabled', true)]),
    entry('#3', 'Added inference API URL helpers to `_helpers.tpl`', urlHelpers),
    entry('#3', 'Added `EMBEDDING_INFERENCE_API_URL` env to API statefulset', [apiEmbeddingUrl]),
    entry('#3', 'Added `LLM_INFERENCE_API_URL` env to API statefulset', [apiLlmUrl]),
    entry('#3', 'Added `EMBEDDING_INFERENCE_API_URL` env to worker-datasets', [datasetsEmbeddingUrl]),
    entry('#4', 'Added `wait-for-embedding-api` init container to API', [waits('api', 'embedding-api', embeddingLive)]),
    entry('#4', 'Added `wait-for-llm-api` init container to API', [waits('api', 'llm-api', llmLive)]),
    entry('#4', 'Added `wait-for-embedding-api` init container to worker-datasets', [
      waits('worker-datasets', 'embedding-api', embeddingLive),
    ]),
    entry('#5', 'Added `ENCRYPTION_MASTER_KEY` env to worker-visualizations-py', [visualizationsMasterKey]),
    entry('#6', 'Updated Qdrant GPU documentation in `values.yaml`', qdrantGpu.find, {
      values: { ...qdrantGpu.values },
    }),
    entry('#7', 'Security: Changed GPU pods to run as non-root (user 1000)', nonRootInference),
    entry('#7', 'Security: Removed SYS_ADMIN capability from GPU pods', noCapability),
    entry('#7', 'Security: Changed Dex storage from kubernetes (needs CRDs) to sqlite3', [sqliteStorage]),
    entry('#7', 'Security: Removed CRD creation RBAC from Dex serviceaccount', dexWithoutRights),
    entry('#7', 'Security: Fixed Qdrant podSecurityContext to runAsNonRoot: true', [qdrantNonRoot]),
    entry('#7', 'Security: Changed Grafana sidecar to namespace-only search', grafanaInNamespace),
    entry('#7', 'Security: Disabled Prometheus subchart RBAC (uses our Role/RoleBinding)', prometheusRole),
  ],
};
