/** Where an image comes from, without anything that a deployer sets. */
export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

const dockerHub = (repository: string, tag: string): ImageReference => ({ registry: 'docker.io', repository, tag });

/** Every image of the platform. Tags are pinned; a release of the chart is tested with them. */
export const images = {
  // The application publishes images for the Git tags of its source only, so these are not the chart's app version.
  api: dockerHub('jofish89/semantic-explorer', '0.6.16'),
  workerCollections: dockerHub('jofish89/worker-collections', '0.6.16'),
  workerDatasets: dockerHub('jofish89/worker-datasets', '0.6.16'),
  workerVisualizationsPy: dockerHub('jofish89/worker-visualizations-py', '0.6.16'),
  // Built for one CUDA version and one compute capability each; docs/images.md lists the others.
  embeddingInferenceApi: dockerHub('jofish89/embedding-inference-api', '0.6.16-cuda12-sm89'),
  llmInferenceApi: dockerHub('jofish89/llm-inference-api', '0.6.16-cuda12-sm89'),
  dex: { registry: 'ghcr.io', repository: 'dexidp/dex', tag: 'v2.45.1' },
  authProxy: { registry: 'quay.io', repository: 'oauth2-proxy/oauth2-proxy', tag: 'v7.15.6' },
  postgresql: dockerHub('library/postgres', '17.11-bookworm'),
  nats: dockerHub('library/nats', '2.14.5-alpine'),
  natsExporter: dockerHub('natsio/prometheus-nats-exporter', '0.20.1'),
  qdrant: dockerHub('qdrant/qdrant', 'v1.19.0-unprivileged'),
  /** Qdrant for GPUs, which only exists for a root user; it runs as any other too. */
  qdrantGpuNvidia: dockerHub('qdrant/qdrant', 'v1.19.0-gpu-nvidia'),
  qdrantGpuAmd: dockerHub('qdrant/qdrant', 'v1.19.0-gpu-amd'),
  valkey: dockerHub('valkey/valkey', '9.1.4-alpine3.24'),
  valkeyExporter: dockerHub('oliver006/redis_exporter', 'v1.89.0'),
  // The maintained forks of MinIO's server and client: the original images are gone.
  minio: dockerHub('pgsty/silo', 'RELEASE.2026-09-16T00-00-00Z'),
  minioClient: dockerHub('pgsty/mc', 'RELEASE.2026-09-16T00-00-00Z'),
  grafana: dockerHub('grafana/grafana', '13.2.0'),
  prometheus: { registry: 'quay.io', repository: 'prometheus/prometheus', tag: 'v3.14.0' },
  otelCollector: dockerHub('otel/opentelemetry-collector-contrib', '0.159.0'),
  quickwit: dockerHub('quickwit/quickwit', 'v0.9.0'),
  postgresExporter: { registry: 'quay.io', repository: 'prometheuscommunity/postgres-exporter', tag: 'v0.20.1' },
  /** Runs the small programs of the chart itself: the credentials Job and the init containers that wait. */
  scripts: dockerHub('library/node', '24.20.0-alpine3.24'),
} as const satisfies Readonly<Record<string, ImageReference>>;
