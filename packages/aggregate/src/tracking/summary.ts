import type { Section } from './claim.js';
import { apiEmbeddingUrl, apiLlmUrl, datasetsEmbeddingUrl } from './environment.js';
import { byDefault, file, noLine, noObjectOf, object } from './finders.js';
import { inferenceGpus } from './gpu.js';
import { embeddingLive, llmLive, waits } from './init-containers.js';
import { everyPod } from './pods.js';
import { claimSize } from './volumes.js';

/** The summary at the end of the document. */
export const summary: Section = {
  title: 'Summary',
  claims: [
    {
      claim: '1. Dex OIDC Provider: Complete template set created',
      find: [object('Deployment dex'), object('Service dex'), object('ConfigMap dex'), object('ServiceAccount dex')],
    },
    {
      claim: '2. MinIO Bucket Init: Subchart handles it; optional custom job available',
      find: [file('templates/minio-init/job.yaml', 'kind: Job'), byDefault('minio.initJob.enabled', true)],
      remark: 'The Job does it, see issue #2.',
    },
    {
      claim: '3. Environment Variables: Added missing inference API URLs and timeouts',
      find: [apiEmbeddingUrl, apiLlmUrl, datasetsEmbeddingUrl],
    },
    {
      claim: '4. Init Containers: Added dependency waits for inference APIs',
      find: [
        waits('api', 'embedding-api', embeddingLive),
        waits('api', 'llm-api', llmLive),
        waits('worker-datasets', 'embedding-api', embeddingLive),
      ],
    },
    {
      claim: '5. Volume Mounts: All properly configured',
      find: [
        claimSize('postgresql', 'data', '100Gi'),
        claimSize('embedding-inference-api', 'models', '50Gi'),
        claimSize('llm-inference-api', 'models', '100Gi'),
      ],
      remark: 'Volume by volume in issue #5.',
    },
    { claim: '6. GPU Configuration: Fully documented and configured', find: inferenceGpus },
    {
      claim: '7. Security Hardening: Namespace-only RBAC (Role/RoleBinding), non-root execution, no operators',
      find: [
        noObjectOf('ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition'),
        everyPod('securityContext.runAsNonRoot', true),
        noLine(/runAsUser: 0$/),
      ],
    },
  ],
};
