import type { Refusal } from './refused-by-rules.js';

/** What rules say of the infrastructure; together in one chart they would contradict the others. */
export const refusedInfrastructure: readonly Refusal[] = [
  [
    'two NATS servers',
    { nats: { replicas: 2, streamReplicas: '1' } },
    'nats.replicas: must be 1, 3 or 5: an even number of servers survives no more failures than one server less',
  ],
  [
    'MinIO with three drives',
    { minio: { replicas: 3 } },
    'minio.replicas: must be 1, or 4 to 16, but is 3: an erasure set that survives the loss of a drive has 4 at least',
  ],
  [
    'retention larger than the claim',
    { prometheus: { persistence: { size: '20Gi' } } },
    'prometheus.retention.bytes: must be 0, or at most 80 % of prometheus.persistence.size (20Gi): the write-ahead log needs the rest',
  ],
  [
    'fewer connections than the API may open',
    { postgresql: { primary: { settings: { max_connections: 30 } } } },
    'postgresql.primary.settings.max_connections: must be at least 43: api.database.maxConnections (15) for each of 2 pods of the API, 5 for each of 0 pods of Dex, 0 for Quickwit, 3 for Grafana, and 10 for the exporter, backups and administrators',
  ],
  [
    'two writers on a claim: servers of a cluster',
    { qdrant: { replicas: 3, storage: { persistence: { existingClaim: 'vectors' } } } },
    'qdrant.storage.persistence.existingClaim: is one claim, but each server needs its own: leave it empty, or run one server',
  ],
  [
    'a bucket of logs and traces that nobody makes',
    { quickwit: { bucket: 'telemetry' } },
    'quickwit.bucket: must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
  ],
  [
    'a bucket of documents that nobody makes',
    { minio: { bucket: 'documents' } },
    'minio.bucket: must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
  ],
  [
    'a bucket of dumps that the keys of the application do not reach',
    { postgresql: { backup: { enabled: true, objectStore: { bucket: 'dumps' } } } },
    'postgresql.backup.objectStore.bucket: must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
  ],
  [
    'two writers on a claim: two services',
    {
      embeddingInferenceApi: { persistence: { existingClaim: 'models' } },
      llmInferenceApi: { persistence: { existingClaim: 'models' } },
    },
    'llmInferenceApi.persistence.existingClaim: is the claim of embeddingInferenceApi too, and pods on two nodes cannot both mount it: name another one, or ReadWriteMany in llmInferenceApi.persistence.accessModes if the claim has it',
  ],
];
