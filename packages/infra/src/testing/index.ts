export { grafanaProblems } from '../grafana/testing/documented-settings.js';
export { minioOf } from '../minio/testing/real-minio.js';
export { clusterOf as natsClusterOf } from '../nats/testing/real-cluster.js';
export { collectorOf } from '../otel-collector/testing/real-collector.js';
export { serverOf as postgresqlServerOf } from '../postgresql/testing/real-server.js';
export { checkConfiguration as checkPrometheusConfiguration } from '../prometheus/testing/promtool.js';
export { settingProblems as qdrantSettingProblems } from '../qdrant/testing/documented-settings.js';
export { nodeConfigProblems as quickwitConfigProblems } from '../quickwit/testing/node-config.js';
export { valkeyOf } from '../valkey/testing/real-valkey.js';
