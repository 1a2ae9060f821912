import type { Claim, Section } from './claim.js';
import type { Finder } from './claim.js';
import { field, podPath, secretVariable } from './finders.js';

/** The size of the claim that a StatefulSet makes for each pod. */
export const claimSize = (workload: string, volume: string, size: string): Finder =>
  field(`StatefulSet ${workload}`, `spec.volumeClaimTemplates[${volume}].spec.resources.requests.storage`, size);
const mount = (workload: string, container: string, volume: string, path: string): Finder =>
  field(`StatefulSet ${workload}`, `${podPath}.containers[${container}].volumeMounts[${volume}].mountPath`, path);

/** A volume of docker-compose, what the document has for it, and the claim of each pod. */
const kept = (volume: string, implementation: string, find: readonly Finder[], remark?: string): Claim => ({
  claim: `\`${volume}\`: ${implementation}`,
  find,
  ...(remark === undefined ? {} : { remark }),
});

/** The visualization worker has the master key. */
export const visualizationsMasterKey = secretVariable(
  'StatefulSet worker-visualizations-py',
  'worker-visualizations-py',
  'ENCRYPTION_MASTER_KEY',
  'encryption-master-key',
);

/** Issue #5 of the document. */
export const volumes: readonly Section[] = [
  {
    title: 'Issue #5: Volume Mounts Alignment',
    claims: [
      kept(
        'qdrant_storage',
        'qdrant subchart persistence',
        [
          claimSize('qdrant', 'storage', '50Gi'),
          mount('qdrant', 'qdrant', 'storage', '/qdrant/storage'),
          claimSize('qdrant', 'snapshots', '50Gi'),
        ],
        'Snapshots have a claim of their own.',
      ),
      kept('minio_data_1-4', 'minio subchart persistence (distributed mode)', [
        field('StatefulSet minio', 'spec.replicas', 4),
        claimSize('minio', 'data', '50Gi'),
        mount('minio', 'minio', 'data', '/data'),
      ]),
      kept('postgres_data', 'postgresql.primary.persistence, 100Gi default', [
        claimSize('postgresql', 'data', '100Gi'),
      ]),
      {
        claim: '`dex_data`: emptyDir (sqlite3 storage), No persistence needed',
        find: [
          field('Deployment dex', `${podPath}.volumes[state].emptyDir`, { sizeLimit: '1Gi' }),
          field('Deployment dex', 'spec.strategy.type', 'Recreate'),
        ],
        remark: 'What is lost with it are signing keys: everybody logs in anew. A claim keeps them, see the next row.',
      },
      {
        claim: '`dex_data` in a claim',
        values: { dex: { persistence: { enabled: true } } },
        find: [
          field('PersistentVolumeClaim dex', 'spec.resources.requests.storage', '1Gi'),
          field('Deployment dex', `${podPath}.volumes[state].persistentVolumeClaim.claimName`, 'semantic-explorer-dex'),
        ],
        remark: 'More than the document has.',
      },
      kept('nats_data_1-3', 'nats subchart fileStorage', [
        field('StatefulSet nats', 'spec.replicas', 3),
        claimSize('nats', 'data', '10Gi'),
      ]),
      kept('quickwit_data', 'quickwit persistence, 50Gi default', [
        claimSize('quickwit', 'data', '50Gi'),
        mount('quickwit', 'quickwit', 'data', '/quickwit/qwdata'),
      ]),
      kept('prometheus_data', 'prometheus subchart', [claimSize('prometheus', 'data', '40Gi')]),
      kept('grafana_data', 'grafana subchart', [
        claimSize('grafana', 'data', '10Gi'),
        mount('grafana', 'grafana', 'data', '/var/lib/grafana'),
      ]),
      kept('inference_models', 'embeddingInferenceApi persistence, 50Gi PVC', [
        claimSize('embedding-inference-api', 'models', '50Gi'),
        mount('embedding-inference-api', 'embedding-inference-api', 'models', '/models'),
      ]),
      kept('llm_models', 'llmInferenceApi persistence, 100Gi PVC', [
        claimSize('llm-inference-api', 'models', '100Gi'),
        mount('llm-inference-api', 'llm-inference-api', 'models', '/models'),
      ]),
      {
        claim: '`llm_hf_cache`: emptyDir (1Gi)',
        find: [
          field('StatefulSet llm-inference-api', `${podPath}.volumes[cache].emptyDir.sizeLimit`, '1Gi'),
          mount('llm-inference-api', 'llm-inference-api', 'cache', '/home/appuser/.cache'),
        ],
        remark: 'Models are not in it: `HF_HOME` is the claim.',
      },
      {
        claim: '`tensorrt_cache`: embeddingInferenceApi.tensorrtCache, Optional 10Gi PVC',
        values: { embeddingInferenceApi: { tensorrtCache: { enabled: true } } },
        find: [
          claimSize('embedding-inference-api', 'tensorrt-cache', '10Gi'),
          mount('embedding-inference-api', 'embedding-inference-api', 'tensorrt-cache', '/tensorrt-cache'),
        ],
      },
      {
        claim: '`api_tmp`: emptyDir (tmp)',
        find: [
          field('StatefulSet api', `${podPath}.volumes[tmp].emptyDir`, { sizeLimit: '4Gi' }),
          mount('api', 'api', 'tmp', '/tmp'),
        ],
        remark: 'Limited, so that uploads cannot fill the disk of a node.',
      },
      {
        claim: 'Added `ENCRYPTION_MASTER_KEY` env var to worker-visualizations-py (was missing)',
        find: [visualizationsMasterKey],
      },
    ],
  },
];
