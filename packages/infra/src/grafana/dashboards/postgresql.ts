import type { DashboardDefinition } from './panels.js';

/** PostgreSQL, by its exporter. */
export const postgresqlDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-postgresql',
  title: 'PostgreSQL',
  rows: [
    {
      title: 'Connections and transactions',
      panels: [
        {
          title: 'Connections',
          unit: 'short',
          queries: [
            { expr: 'sum by (state) (pg_stat_activity_count)', legend: '{{state}}' },
            { expr: 'max(pg_settings_max_connections)', legend: 'at most' },
          ],
        },
        {
          title: 'Transactions',
          unit: 'ops',
          queries: [
            { expr: 'sum by (datname) (rate(pg_stat_database_xact_commit[$__rate_interval]))', legend: '{{datname}}' },
            { expr: 'sum(rate(pg_stat_database_xact_rollback[$__rate_interval]))', legend: 'rolled back' },
          ],
        },
        {
          title: 'Longest transaction',
          unit: 's',
          queries: [{ expr: 'max by (datname) (pg_stat_activity_max_tx_duration)', legend: '{{datname}}' }],
        },
        {
          title: 'Locks',
          unit: 'short',
          queries: [{ expr: 'sum by (mode) (pg_locks_count) > 0', legend: '{{mode}}' }],
        },
      ],
    },
    {
      title: 'Data',
      panels: [
        {
          title: 'Size of databases',
          unit: 'bytes',
          queries: [
            { expr: 'pg_database_size_bytes', legend: '{{datname}}' },
            { expr: 'volume_size_bytes{job="postgresql"}', legend: 'volume' },
          ],
        },
        {
          title: 'Share of blocks found in shared_buffers',
          unit: 'percentunit',
          queries: [
            {
              expr: 'sum(rate(pg_stat_database_blks_hit[$__rate_interval])) / (sum(rate(pg_stat_database_blks_hit[$__rate_interval])) + sum(rate(pg_stat_database_blks_read[$__rate_interval])))',
              legend: 'found',
            },
          ],
        },
        {
          title: 'Temporary files',
          unit: 'Bps',
          queries: [
            {
              expr: 'sum by (datname) (rate(pg_stat_database_temp_bytes[$__rate_interval]))',
              legend: '{{datname}}',
            },
          ],
        },
        {
          title: 'Deadlocks',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (datname) (increase(pg_stat_database_deadlocks[$__rate_interval]))',
              legend: '{{datname}}',
            },
          ],
        },
      ],
    },
  ],
};
