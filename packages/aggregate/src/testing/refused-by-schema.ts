import type { Refusal } from './refused-by-rules.js';

type Values = Readonly<Record<string, unknown>>;

/** What the schema says. Helm has words of its own for it, but names the same place. */
export const refusedBySchema: readonly Refusal[] = [
  [
    'a master key that is not 64 hexadecimal digits',
    { encryption: { masterKey: 'ab'.repeat(31) } },
    'encryption.masterKey: must be exactly 64 hexadecimal digits, or empty, but is something else',
  ],
  [
    'an embedding model that the program does not know',
    { embeddingInferenceApi: { allowedRerankModels: ['BAAI/bge-reranker-large'] } },
    'embeddingInferenceApi.allowedRerankModels.0: must be one of ["*","BAAI/bge-reranker-base","BAAI/bge-reranker-v2-m3","jinaai/jina-reranker-v1-turbo-en","jinaai/jina-reranker-v2-base-multilingual"], but is "BAAI/bge-reranker-large"',
  ],
  [
    'a language model that is no model',
    { llmInferenceApi: { allowedModels: ['Phi-3'] } },
    'llmInferenceApi.allowedModels.0: must be a model "owner/name", for GGUF "owner/name:file.gguf" or "owner/name:file.gguf@tokenizer-owner/name", but is "Phi-3"',
  ],
  [
    'an issuer that is no URL',
    { oidc: { issuerUrl: 'login.example.com' } },
    'oidc.issuerUrl: must be an absolute URL that starts with http:// or https:// and does not end with "/", or empty, but is "login.example.com"',
  ],
  [
    'an issuer of Dex that is no URL',
    { dex: { issuer: 'https://login.example.com/' } },
    'dex.issuer: must be an absolute URL that starts with http:// or https:// and does not end with "/", or empty, but is "https://login.example.com/"',
  ],
  [
    'no GPU with GPUs on',
    { embeddingInferenceApi: { gpu: { enabled: true, count: 0 } } },
    'embeddingInferenceApi.gpu.count: must be >= 1, but is 0',
  ],
  [
    'a quantity that Kubernetes does not know',
    { api: { resources: { limits: { memory: '10 GB' } } } },
    'api.resources.limits.memory: must be a Kubernetes quantity such as "500m", "4Gi" or "1.5", but is "10 GB"',
  ],
  [
    'a size that Kubernetes does not know',
    { llmInferenceApi: { persistence: { size: '100 GB' } } },
    'llmInferenceApi.persistence.size: must be a size in bytes such as "10Gi", but is "100 GB"',
  ],
  [
    'a number as a text',
    { workerCollections: { replicaCount: '2' } },
    'workerCollections.replicaCount: must be integer, but is "2"',
  ],
  [
    'a wrong unit',
    { workerVisualizationsPy: { queue: { fetchTimeoutSeconds: 5000 } } },
    'workerVisualizationsPy.queue.fetchTimeoutSeconds: must be <= 60, but is 5000',
  ],
  [
    'a host with a scheme',
    { postgresql: { external: { host: 'postgresql://db.example.com' } } },
    'postgresql.external.host: must be a host name or an IPv4 or [IPv6] address, without scheme and port, or empty, but is "postgresql://db.example.com"',
  ],
  [
    'an alert rule without an expression',
    { prometheus: { rules: { extraGroups: [{ name: 'own', rules: [{ alert: 'Down' }] }] } } },
    'prometheus.rules.extraGroups.0.rules.0.expr: is needed but missing (was it set to null?)',
  ],
  [
    'a key that was set to null',
    { workerDatasets: { image: { tag: null } } },
    'workerDatasets.image.tag: is needed but missing (was it set to null?)',
  ],
];

/** Values with a key that is refused, and the start of what a deployer is told of it. */
export type KeyRefusal = readonly [place: string, values: Values, parent: string, key: string, problem: string];

/** Unknown keys, wherever they stand, and keys that are taken. */
export const refusedKeys: readonly KeyRefusal[] = [
  ['at the top', { apii: {} }, '', 'apii', 'is not a known key; known keys are nameOverride, fullnameOverride'],
  [
    'in a service',
    { api: { replicas: 2 } },
    'api',
    'replicas',
    'is not a known key; known keys are enabled, publicUrl',
  ],
  [
    'deep in a service',
    { dex: { config: { storage: { sqlite3: { files: '/x' } } } } },
    'dex.config.storage.sqlite3',
    'files',
    'is not a known key; known keys are file',
  ],
  [
    'in a structure of Kubernetes',
    { workerCollections: { tolerations: [{ key: 'a', efect: 'NoSchedule' }] } },
    'workerCollections.tolerations.0',
    'efect',
    'is not a known key; known keys are effect, key, operator',
  ],
  [
    'in an item of a list',
    {
      dex: { config: { staticClients: [{ id: 'cli', name: 'CLI', redirectURIs: ['http://localhost'], secret: 'x' }] } },
    },
    'dex.config.staticClients.0',
    'secret',
    'is not a known key; known keys are id, name, secretEnv, redirectURIs',
  ],
  [
    'of a data source that the chart has',
    { grafana: { extraDataSources: { Prometheus: { type: 'prometheus', url: 'http://prometheus:9090' } } } },
    'grafana.extraDataSources',
    'Prometheus',
    'is a key that the chart sets itself',
  ],
  [
    'of a variable that the chart sets',
    { api: { extraEnvironment: { DATABASE_URL: 'postgresql://elsewhere' } } },
    'api.extraEnvironment',
    'DATABASE_URL',
    'is a key that the chart sets itself',
  ],
  [
    'of a label that the chart sets',
    { llmInferenceApi: { podLabels: { 'app.kubernetes.io/name': 'llm' } } },
    'llmInferenceApi.podLabels',
    'app.kubernetes.io/name',
    'is a key that the chart sets itself',
  ],
];
