import type { Section } from './claim.js';
import { field, file, podPath, releaseName, secretVariable, variable } from './finders.js';

const embeddingUrl = 'http://semantic-explorer-embedding-inference-api:8090';
const llmUrl = 'http://semantic-explorer-llm-inference-api:8091';
const api = (name: string, value: string) => variable('StatefulSet api', 'api', name, value);
const apiSecret = (name: string, key: string) => secretVariable('StatefulSet api', 'api', name, key);
const collections = (name: string, value: string) =>
  variable('StatefulSet worker-collections', 'worker-collections', name, value);
const datasets = (name: string, value: string) =>
  variable('StatefulSet worker-datasets', 'worker-datasets', name, value);
const visualizations = (name: string, value: string) =>
  variable('StatefulSet worker-visualizations-py', 'worker-visualizations-py', name, value);

const natsUrl = 'nats://127.0.0.1:4222';
const storeUrl = 'http://semantic-explorer-minio:9000';
const collectorUrl = 'http://semantic-explorer-otel-collector:4317';

/** Variables that programs need to reach the inference services, by the claims of issue #3. */
export const apiEmbeddingUrl = api('EMBEDDING_INFERENCE_API_URL', embeddingUrl);
export const apiLlmUrl = api('LLM_INFERENCE_API_URL', llmUrl);
export const datasetsEmbeddingUrl = datasets('EMBEDDING_INFERENCE_API_URL', embeddingUrl);
export const urlHelpers = [
  file('templates/_helpers.tpl', 'define "semantic-explorer.embedding-inference-api.url"'),
  file('templates/_helpers.tpl', 'define "semantic-explorer.llm-inference-api.url"'),
] as const;

/** Issue #3 of the document. */
export const environment: readonly Section[] = [
  {
    title: 'Issue #3: Environment Variable Alignment',
    claims: [
      {
        claim: 'Added `EMBEDDING_INFERENCE_API_URL` to API statefulset (auto-generated from service)',
        find: [apiEmbeddingUrl, field('Service embedding-inference-api', 'spec.ports[http].port', 8090)],
      },
      {
        claim: 'Added `EMBEDDING_INFERENCE_API_TIMEOUT_SECS` to API statefulset',
        find: [api('EMBEDDING_INFERENCE_API_TIMEOUT_SECS', '120')],
      },
      {
        claim: 'Added `LLM_INFERENCE_API_URL` to API statefulset (auto-generated from service)',
        find: [apiLlmUrl, field('Service llm-inference-api', 'spec.ports[http].port', 8091)],
      },
      {
        claim: 'Added `LLM_INFERENCE_API_TIMEOUT_SECS` to API statefulset',
        find: [api('LLM_INFERENCE_API_TIMEOUT_SECS', '120')],
      },
      { claim: 'Added `EMBEDDING_INFERENCE_API_URL` to worker-datasets statefulset', find: [datasetsEmbeddingUrl] },
      {
        claim: 'Added `EMBEDDING_INFERENCE_API_TIMEOUT_SECS` to worker-datasets statefulset',
        find: [datasets('EMBEDDING_INFERENCE_API_TIMEOUT_SECS', '120')],
      },
      { claim: 'Added helper functions for inference API URLs in `_helpers.tpl`', find: urlHelpers },
    ],
  },
  {
    title: 'Already properly templated from secrets and helpers',
    level: 3,
    claims: [
      {
        claim: '`DATABASE_URL`',
        find: [
          api(
            'DATABASE_URL',
            'postgresql://explorer:$(DATABASE_PASSWORD)@semantic-explorer-postgresql:5432/explorer?sslmode=disable',
          ),
          apiSecret('DATABASE_PASSWORD', 'postgresql-password'),
        ],
        remark: 'Kubernetes puts the password into the URL, so that it stands in no manifest.',
      },
      {
        claim: '`NATS_URL`',
        find: [
          api('NATS_URL', natsUrl),
          collections('NATS_URL', natsUrl),
          datasets('NATS_URL', natsUrl),
          visualizations('NATS_URL', natsUrl),
          field('StatefulSet api', `${podPath}.initContainers[nats-proxy].env[NATS_PASSWORD].valueFrom.secretKeyRef`, {
            name: `${releaseName}-credentials`,
            key: 'nats-password',
          }),
        ],
        remark:
          'A sidecar in the pod adds the login, because the NATS client of the programs ignores a login in the URL.',
      },
      {
        claim: '`QDRANT_URL`',
        find: [api('QDRANT_URL', 'http://semantic-explorer-qdrant:6334')],
        remark: 'The workers learn it from their jobs.',
      },
      {
        claim: '`AWS_*`',
        find: [
          api('AWS_REGION', 'us-east-1'),
          api('AWS_ENDPOINT_URL', storeUrl),
          collections('AWS_ENDPOINT_URL', storeUrl),
          datasets('AWS_ENDPOINT_URL', storeUrl),
          visualizations('AWS_ENDPOINT_URL', storeUrl),
          apiSecret('AWS_ACCESS_KEY_ID', 'minio-access-key'),
          apiSecret('AWS_SECRET_ACCESS_KEY', 'minio-secret-key'),
        ],
        remark: 'Keys of a user with rights on the bucket, not those of the administrator.',
      },
      {
        claim: '`S3_*`',
        find: [
          api('S3_BUCKET_NAME', 'semantic-explorer-files'),
          api('S3_FORCE_PATH_STYLE', 'true'),
          api('S3_MAX_DOWNLOAD_SIZE_BYTES', '104857600'),
          api('S3_MAX_UPLOAD_SIZE_BYTES', '1073741824'),
          visualizations('S3_BUCKET_NAME', 'semantic-explorer-files'),
        ],
      },
      {
        claim: '`OIDC_*`',
        find: [
          api('OIDC_CLIENT_ID', 'semantic-explorer'),
          apiSecret('OIDC_CLIENT_SECRET', 'oidc-client-secret'),
          api('OIDC_ISSUER_URL', 'http://semantic-explorer-dex:5556/dex'),
          api('OIDC_USE_PKCE', 'true'),
        ],
      },
      {
        claim: '`OTEL_*`',
        find: [
          api('OTEL_EXPORTER_OTLP_ENDPOINT', collectorUrl),
          api('OTEL_ENABLED', 'true'),
          api('OTEL_LOGS_ENABLED', 'true'),
          api('OTEL_SAMPLE_RATIO', '1'),
          collections('OTEL_EXPORTER_OTLP_ENDPOINT', collectorUrl),
          datasets('OTEL_EXPORTER_OTLP_ENDPOINT', collectorUrl),
          visualizations('OTEL_EXPORTER_OTLP_ENDPOINT', collectorUrl),
        ],
      },
      {
        claim: '`ENCRYPTION_MASTER_KEY`',
        find: [apiSecret('ENCRYPTION_MASTER_KEY', 'encryption-master-key')],
        remark: '64 hexadecimal digits, as the program wants them; generated once in the cluster.',
      },
    ],
  },
];
