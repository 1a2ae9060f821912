import type { Refusal } from './refused-by-rules.js';

/** What programs cannot do at their versions: one sentence for each program that a value concerns. */
export const refusedLimitations: readonly Refusal<readonly string[]>[] = [
  [
    'HTTPS of api',
    { api: { tls: { serverSecretName: 'certificate' } } },
    [
      'api.tls.serverSecretName: api 0.6.16 cannot serve HTTPS. Leave the value empty and terminate TLS in front of the service, at an Ingress or in a service mesh. If a newer image can, add "tlsServer" to api.resolvedLimitations',
    ],
  ],
  [
    'HTTPS of embedding-inference-api',
    { embeddingInferenceApi: { tls: { serverSecretName: 'certificate' } } },
    [
      'embeddingInferenceApi.tls.serverSecretName: embedding-inference-api 0.6.16 cannot serve HTTPS. Leave the value empty and terminate TLS in front of the service, at an Ingress or in a service mesh. If a newer image can, add "tlsServer" to embeddingInferenceApi.resolvedLimitations',
    ],
  ],
  [
    'HTTPS of llm-inference-api',
    { llmInferenceApi: { tls: { serverSecretName: 'certificate' } } },
    [
      'llmInferenceApi.tls.serverSecretName: llm-inference-api 0.6.16 cannot serve HTTPS. Leave the value empty and terminate TLS in front of the service, at an Ingress or in a service mesh. If a newer image can, add "tlsServer" to llmInferenceApi.resolvedLimitations',
    ],
  ],
  [
    'TLS of Valkey',
    { valkey: { enabled: false, external: { host: 'cache.internal', tls: true } } },
    [
      'valkey.external.tls: api 0.6.16 cannot connect to Valkey over TLS. Use a server that accepts connections without TLS and protect them otherwise, by a private network or a service mesh. If a newer image can, add "tlsValkey" to api.resolvedLimitations',
    ],
  ],
  [
    'TLS of PostgreSQL without a host name',
    { postgresql: { enabled: false, external: { host: 'db.internal', sslMode: 'verify-ca' } } },
    [
      'postgresql.external.sslMode: api 0.6.16 cannot verify the authority of PostgreSQL without its host name. Use verify-full, with a certificate for the host name, or require. If a newer image can, add "tlsVerifyCa" to api.resolvedLimitations',
    ],
  ],
  [
    'TLS of Qdrant',
    { qdrant: { enabled: false, external: { url: 'https://qdrant.example.com:6334' } } },
    [
      'qdrant.external.url: api 0.6.16 cannot connect to Qdrant over TLS. Name a URL with http:// and protect the connection otherwise, by a private network or a service mesh. If a newer image can, add "tlsQdrant" to api.resolvedLimitations',
      'qdrant.external.url: worker-datasets 0.6.16 cannot connect to Qdrant over TLS. Name a URL with http:// and protect the connection otherwise, by a private network or a service mesh. If a newer image can, add "tlsQdrant" to workerDatasets.resolvedLimitations',
    ],
  ],
  [
    'an API key of Qdrant',
    { qdrant: { auth: { enabled: true } } },
    [
      'qdrant.auth.enabled: worker-visualizations-py 0.6.16 cannot send an API key to Qdrant. Leave it false and restrict access to Qdrant with NetworkPolicies, or disable workerVisualizationsPy. If a newer image can, add "qdrantApiKey" to workerVisualizationsPy.resolvedLimitations',
    ],
  ],
  [
    'TLS of telemetry',
    { otelCollector: { enabled: false, external: { url: 'https://otlp.example.com:4317' } } },
    [
      'otelCollector.external.url: api 0.6.16 cannot send telemetry over TLS. Name an OTLP endpoint with http://, such as a collector in the cluster that forwards over TLS. If a newer image can, add "tlsTelemetry" to api.resolvedLimitations',
      'otelCollector.external.url: worker-collections 0.6.16 cannot send telemetry over TLS. Name an OTLP endpoint with http://, such as a collector in the cluster that forwards over TLS. If a newer image can, add "tlsTelemetry" to workerCollections.resolvedLimitations',
      'otelCollector.external.url: worker-datasets 0.6.16 cannot send telemetry over TLS. Name an OTLP endpoint with http://, such as a collector in the cluster that forwards over TLS. If a newer image can, add "tlsTelemetry" to workerDatasets.resolvedLimitations',
      'otelCollector.external.url: embedding-inference-api 0.6.16 cannot send telemetry over TLS. Name an OTLP endpoint with http://, such as a collector in the cluster that forwards over TLS. If a newer image can, add "tlsTelemetry" to embeddingInferenceApi.resolvedLimitations',
      'otelCollector.external.url: llm-inference-api 0.6.16 cannot send telemetry over TLS. Name an OTLP endpoint with http://, such as a collector in the cluster that forwards over TLS. If a newer image can, add "tlsTelemetry" to llmInferenceApi.resolvedLimitations',
    ],
  ],
  [
    'embedding-inference-api without a GPU',
    { embeddingInferenceApi: { allowedModels: ['Qwen/Qwen3-Embedding-0.6B'], gpu: { enabled: false } } },
    [
      'embeddingInferenceApi.gpu.enabled: embedding-inference-api 0.6.16 cannot start without the driver of an NVIDIA GPU. Disable the service, or name one elsewhere in embeddingInferenceApi.external.url. If a newer image can, add "cpuOnly" to embeddingInferenceApi.resolvedLimitations',
    ],
  ],
  [
    'llm-inference-api without a GPU',
    { llmInferenceApi: { gpu: { enabled: false } } },
    [
      'llmInferenceApi.gpu.enabled: llm-inference-api 0.6.16 cannot start without the driver of an NVIDIA GPU. Disable the service, or name one elsewhere in llmInferenceApi.external.url. If a newer image can, add "cpuOnly" to llmInferenceApi.resolvedLimitations',
    ],
  ],
];
