export { postgresqlBackup } from './postgresql/backup/builder.js';
export { postgresql } from './postgresql/builder.js';
export { nats } from './nats/builder.js';
export { qdrant } from './qdrant/builder.js';
export { prometheus } from './prometheus/builder.js';
export { grafana } from './grafana/builder.js';
export { otelCollector } from './otel-collector/builder.js';
export { minio } from './minio/builder.js';
