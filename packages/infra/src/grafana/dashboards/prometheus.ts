import type { DashboardDefinition } from './panels.js';

/** Prometheus itself. */
export const prometheusDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-prometheus',
  title: 'Prometheus',
  rows: [
    {
      title: 'Samples',
      panels: [
        {
          title: 'Series',
          unit: 'short',
          queries: [{ expr: 'prometheus_tsdb_head_series', legend: 'in memory' }],
        },
        {
          title: 'Samples that come in',
          unit: 'ops',
          queries: [
            { expr: 'sum(rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))', legend: 'samples' },
          ],
        },
        {
          title: 'Storage',
          unit: 'bytes',
          queries: [
            { expr: 'prometheus_tsdb_storage_blocks_bytes', legend: 'blocks' },
            { expr: 'prometheus_tsdb_wal_storage_size_bytes', legend: 'write-ahead log' },
            { expr: 'prometheus_tsdb_retention_limit_bytes > 0', legend: 'blocks at most' },
          ],
        },
        {
          title: 'Duration of scrapes',
          unit: 's',
          queries: [{ expr: 'max by (job) (scrape_duration_seconds)', legend: '{{job}}' }],
        },
      ],
    },
    {
      title: 'Alerts',
      panels: [
        {
          title: 'Alerts that fire',
          unit: 'short',
          queries: [{ expr: 'sum by (alertname) (ALERTS{alertstate="firing"})', legend: '{{alertname}}' }],
        },
        {
          title: 'Rules that cannot be evaluated',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total[$__rate_interval]))',
              legend: '{{rule_group}}',
            },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes{job="prometheus"}', legend: 'resident' }],
        },
      ],
    },
  ],
};
