type Values = Readonly<Record<string, unknown>>;

/** Values with one mistake, and what a deployer is told of it: one sentence, or several. */
export type Refusal<Told = string> = readonly [mistake: string, values: Values, told: Told];

/** What a schema cannot say: Helm shows these sentences word by word. None of these mistakes hides another one. */
export const refusedByRules: readonly Refusal[] = [
  [
    'an existing Secret beside a literal',
    { encryption: { existingSecret: 'keys', masterKey: 'ab'.repeat(32) } },
    'encryption.existingSecret: must be empty when encryption.masterKey is given: only one can be used',
  ],
  [
    'no database',
    { postgresql: { enabled: false } },
    'postgresql.external.host: is needed when postgresql.enabled is false',
  ],
  ['no queue', { nats: { enabled: false } }, 'nats.external.host: is needed when nats.enabled is false'],
  ['no vector database', { qdrant: { enabled: false } }, 'qdrant.external.url: is needed when qdrant.enabled is false'],
  ['no cache', { valkey: { enabled: false } }, 'valkey.external.host: is needed when valkey.enabled is false'],
  ['no object store', { minio: { enabled: false } }, 'minio.external.url: is needed when minio.enabled is false'],
  ['no issuer', { dex: { enabled: false } }, 'oidc.issuerUrl: is needed when dex.enabled is false'],
  [
    'a route without a Gateway',
    { api: { publicUrl: 'https://explorer.example.com', httpRoute: { enabled: true } } },
    'api.httpRoute.parentRefs: is needed when api.httpRoute.enabled is true',
  ],
  [
    'an Ingress without a host',
    { api: { publicUrl: 'https://explorer.example.com', ingress: { enabled: true } } },
    'api.ingress.host: is needed when api.ingress.enabled is true',
  ],
  [
    'more connections at least than at most',
    { api: { database: { minConnections: 20 } } },
    'api.database.minConnections: must be at most api.database.maxConnections (15)',
  ],
  [
    'more pods at least than at most',
    { workerDatasets: { autoscaling: { minReplicas: 7 } } },
    'workerDatasets.autoscaling.maxReplicas: must be at least workerDatasets.autoscaling.minReplicas (7)',
  ],
  ...(
    [
      ['api', 'startupProbe', 5],
      ['workerCollections', 'livenessProbe', 15],
      ['workerDatasets', 'readinessProbe', 10],
      ['workerVisualizationsPy', 'livenessProbe', 30],
      ['embeddingInferenceApi', 'startupProbe', 10],
      ['llmInferenceApi', 'startupProbe', 10],
      ['dex', 'startupProbe', 5],
      ['nats', 'livenessProbe', 30],
      ['qdrant', 'livenessProbe', 30],
      ['minio', 'startupProbe', 5],
      ['grafana', 'startupProbe', 5],
      ['prometheus', 'startupProbe', 10],
    ] as const
  ).map(
    ([key, probe, period]) =>
      [
        `a probe of ${key} that takes longer than its period`,
        { [key]: { [probe]: { timeoutSeconds: period + 1 } } },
        `${key}.${probe}.timeoutSeconds: must be at most the period (${String(period)} seconds)`,
      ] as const,
  ),
  [
    'a probe of PostgreSQL that takes longer than its period',
    { postgresql: { primary: { startupProbe: { timeoutSeconds: 11 } } } },
    'postgresql.primary.startupProbe.timeoutSeconds: must be at most the period (10 seconds)',
  ],
  [
    'an embedding model that is not in the allowed list',
    { embeddingInferenceApi: { readinessModel: 'BAAI/bge-m3' } },
    'embeddingInferenceApi.readinessModel: must be one of embeddingInferenceApi.allowedModels (Xenova/bge-small-en-v1.5)',
  ],
  [
    'a language model that is not in the allowed list',
    {
      llmInferenceApi: {
        allowedModels: ['Qwen/Qwen2.5-7B-Instruct'],
        readinessModel: 'meta-llama/Llama-3.1-8B-Instruct',
      },
    },
    'llmInferenceApi.readinessModel: must be one of llmInferenceApi.allowedModels (Qwen/Qwen2.5-7B-Instruct)',
  ],
  [
    'all models and one',
    { embeddingInferenceApi: { allowedRerankModels: ['*', 'BAAI/bge-reranker-base'] } },
    'embeddingInferenceApi.allowedRerankModels: must hold "*" alone or not at all',
  ],
  [
    'a GPU that is named twice',
    { embeddingInferenceApi: { resources: { limits: { 'nvidia.com/gpu': 2 } } } },
    'embeddingInferenceApi.resources.limits: names the GPU, which embeddingInferenceApi.gpu.count already does',
  ],
  [
    'models without a network and without a claim',
    { llmInferenceApi: { huggingFace: { offline: true } } },
    'llmInferenceApi.persistence.existingClaim: is needed when llmInferenceApi.huggingFace.offline is true: a claim that holds the models',
  ],
  [
    'a claim of one pod for several',
    { embeddingInferenceApi: { replicaCount: 2, persistence: { existingClaim: 'all-models' } } },
    'embeddingInferenceApi.persistence.existingClaim: can be mounted by one pod only, but there may be several: name ReadWriteMany in embeddingInferenceApi.persistence.accessModes if the claim has it, or leave the claim to the chart, which makes one for each pod',
  ],
  [
    'several pods with one file as database',
    { dex: { replicaCount: 2 } },
    'dex.replicaCount: must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared',
  ],
  [
    'several nodes of Quickwit that do everything',
    { quickwit: { replicas: 2 } },
    'quickwit.replicas: must be 1 when quickwit.roles is "single", but is 2: there is one control plane',
  ],
  [
    'a queue of the collector that its volume cannot hold',
    { otelCollector: { queue: { mebibytes: 1024 } } },
    'otelCollector.persistence.size: must be at least 4096Mi: 4 times otelCollector.queue.mebibytes, since logs and traces have a queue each, and its file is copied to become smaller',
  ],
];

/** More of them, which would hide some of the others. */
export const refusedByMoreRules: readonly Refusal[] = [
  [
    'a Job that has no keys',
    { minio: { enabled: false, external: { url: 'https://s3.example.com', cloudIdentity: true } } },
    'minio.initJob.enabled: must be false when minio.external.cloudIdentity is true: the client of the Job logs in with keys only',
  ],
  [
    'a login that sends browsers to themselves',
    { api: { publicUrl: 'http://localhost:8080', ingress: { enabled: true, host: 'explorer.example.com' } } },
    'api.publicUrl: must be the URL under which browsers reach the API when api.ingress.enabled or api.httpRoute.enabled is true: the login sends them back to it',
  ],
  [
    'a model that needs a GPU without one',
    { embeddingInferenceApi: { resolvedLimitations: ['cpuOnly'], gpu: { enabled: false } } },
    'embeddingInferenceApi.allowedModels: must name only Qwen/Qwen3-Embedding-0.6B, Qwen/Qwen3-Embedding-4B, Qwen/Qwen3-Embedding-8B when embeddingInferenceApi.gpu.enabled is false: all others insist on CUDA',
  ],
  [
    'a port that one of the clients never calls',
    { qdrant: { enabled: false, external: { url: 'http://vectors.example.com' } } },
    'qdrant.external.url: worker-visualizations-py 0.6.16 cannot reach Qdrant over gRPC on another port than 6334. Name a URL that ends with ":6334", or disable workerVisualizationsPy. If a newer image can, add "qdrantPort" to workerVisualizationsPy.resolvedLimitations',
  ],
];
