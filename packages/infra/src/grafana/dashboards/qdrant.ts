import type { DashboardDefinition } from './panels.js';

/** Qdrant. The application speaks gRPC with it. */
export const qdrantDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-qdrant',
  title: 'Qdrant',
  rows: [
    {
      title: 'Requests',
      panels: [
        {
          title: 'Requests',
          unit: 'reqps',
          queries: [
            {
              expr: 'sum by (endpoint) (rate(grpc_responses_total{job="qdrant"}[$__rate_interval]))',
              legend: '{{endpoint}}',
            },
          ],
        },
        {
          title: 'Share of errors',
          unit: 'percentunit',
          queries: [
            {
              expr: 'sum(rate(grpc_responses_total{job="qdrant", status!="0"}[$__rate_interval])) / sum(rate(grpc_responses_total{job="qdrant"}[$__rate_interval]))',
              legend: 'errors',
            },
          ],
        },
        {
          title: 'Latency',
          unit: 's',
          queries: [0.5, 0.95].map((quantile) => ({
            expr: `histogram_quantile(${String(quantile)}, sum by (le) (rate(grpc_responses_duration_seconds_bucket{job="qdrant"}[$__rate_interval])))`,
            legend: `p${String(quantile * 100)}`,
          })),
        },
        {
          title: 'Optimizations that run',
          unit: 'short',
          queries: [{ expr: 'sum by (pod) (collection_running_optimizations{job="qdrant"})', legend: '{{pod}}' }],
        },
      ],
    },
    {
      title: 'Data and memory',
      panels: [
        {
          title: 'Vectors',
          unit: 'short',
          queries: [{ expr: 'sum by (pod) (collections_vector_total{job="qdrant"})', legend: '{{pod}}' }],
        },
        {
          title: 'Collections',
          unit: 'short',
          queries: [{ expr: 'collections_total{job="qdrant"}', legend: '{{pod}}' }],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            { expr: 'memory_resident_bytes{job="qdrant"}', legend: '{{pod}} resident' },
            { expr: 'memory_allocated_bytes{job="qdrant"}', legend: '{{pod}} allocated' },
          ],
        },
      ],
    },
    {
      title: 'Cluster',
      panels: [
        {
          title: 'Copies of shards that are not up to date',
          unit: 'short',
          queries: [{ expr: 'max(collection_dead_replicas{job="qdrant"})', legend: 'copies' }],
        },
        {
          title: 'Operations that are not applied',
          unit: 'short',
          queries: [{ expr: 'cluster_pending_operations_total{job="qdrant"}', legend: '{{pod}}' }],
        },
      ],
    },
  ],
};
