import type { Claim, Section } from './claim.js';
import { field, podPath } from './finders.js';

/** An init container that waits until a protocol answers at a URL. */
export const waits = (workload: string, name: string, url: string) =>
  field(`StatefulSet ${workload}`, `${podPath}.initContainers[wait-for-${name}].env[WAIT_FOR_URL].value`, url);

/** Where the inference services say that they live. */
export const embeddingLive = 'http://semantic-explorer-embedding-inference-api:8090/health/live';
export const llmLive = 'http://semantic-explorer-llm-inference-api:8091/health/live';

const urls: Readonly<Record<string, string>> = {
  postgresql: 'postgresql://semantic-explorer-postgresql:5432',
  nats: 'nats://127.0.0.1:4222',
  qdrant: 'grpc://semantic-explorer-qdrant:6334',
  minio: 'http://semantic-explorer-minio:9000/',
};

const existing = (who: string, workload: string, ...names: readonly string[]): Claim => ({
  claim: `${who}: ${names.map((name) => `\`wait-for-${name}\``).join(', ')}`,
  find: names.map((name) => waits(workload, name, urls[name] ?? '')),
});

/** Issue #4 of the document. */
export const initContainers: readonly Section[] = [
  {
    title: 'Issue #4: Service Dependencies / Init Containers',
    claims: [
      {
        claim: 'Added `wait-for-embedding-api` init container to API statefulset',
        find: [waits('api', 'embedding-api', embeddingLive)],
        remark: 'Each waits for an answer of the protocol itself, not for an open port.',
      },
      {
        claim: 'Added `wait-for-llm-api` init container to API statefulset',
        find: [waits('api', 'llm-api', llmLive)],
      },
      {
        claim: 'Added `wait-for-embedding-api` init container to worker-datasets statefulset',
        find: [waits('worker-datasets', 'embedding-api', embeddingLive)],
      },
    ],
  },
  {
    title: 'Existing Init Containers',
    level: 3,
    claims: [
      existing('API', 'api', 'postgresql', 'nats', 'qdrant'),
      existing('worker-collections', 'worker-collections', 'nats', 'minio'),
      existing('worker-datasets', 'worker-datasets', 'nats', 'qdrant'),
      existing('worker-visualizations-py', 'worker-visualizations-py', 'nats', 'qdrant', 'minio'),
    ],
  },
];
