import type { DashboardDefinition } from './panels.js';
import { average } from './panels.js';

/** Valkey: what the API says of the cache, and what the exporter says of the server. */
export const valkeyDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-valkey',
  title: 'Valkey',
  rows: [
    {
      title: 'Cache of the API',
      panels: [
        {
          title: 'Hit ratio',
          unit: 'percentunit',
          queries: [
            {
              expr: 'sum by (cache_type) (rate(valkey_cache_hits_total[$__rate_interval])) / (sum by (cache_type) (rate(valkey_cache_hits_total[$__rate_interval])) + sum by (cache_type) (rate(valkey_cache_misses_total[$__rate_interval])))',
              legend: '{{cache_type}}',
            },
          ],
        },
        {
          title: 'Lookups',
          unit: 'ops',
          queries: [
            {
              expr: 'sum by (cache_type) (rate(valkey_cache_hits_total[$__rate_interval]))',
              legend: '{{cache_type}} found',
            },
            {
              expr: 'sum by (cache_type) (rate(valkey_cache_misses_total[$__rate_interval]))',
              legend: '{{cache_type}} missing',
            },
          ],
        },
        {
          title: 'Duration of operations',
          unit: 's',
          queries: average('valkey_operation_duration_seconds', 'operation'),
        },
        {
          title: 'Failed operations',
          unit: 'ops',
          queries: [
            {
              expr: 'sum by (operation) (rate(valkey_cache_errors_total[$__rate_interval]))',
              legend: '{{operation}}',
            },
          ],
        },
        {
          title: 'API pods with a connection',
          unit: 'short',
          queries: [
            { expr: 'sum(valkey_connected)', legend: 'connected' },
            { expr: 'count(up{job="api"} == 1)', legend: 'running' },
          ],
        },
        {
          title: 'Tokens in the memory of each API pod',
          unit: 'short',
          queries: [{ expr: 'bearer_l1_cache_entries', legend: '{{pod}}' }],
        },
      ],
    },
    {
      title: 'Server',
      panels: [
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            { expr: 'redis_memory_used_bytes', legend: '{{pod}} used' },
            { expr: 'redis_memory_used_rss_bytes', legend: '{{pod}} resident' },
            { expr: 'redis_memory_max_bytes', legend: '{{pod}} limit for keys' },
          ],
        },
        {
          title: 'Keys',
          unit: 'short',
          queries: [{ expr: 'sum by (pod) (redis_db_keys)', legend: '{{pod}}' }],
        },
        {
          title: 'Removed keys',
          unit: 'ops',
          queries: [
            { expr: 'rate(redis_expired_keys_total[$__rate_interval])', legend: '{{pod}} expired' },
            { expr: 'rate(redis_evicted_keys_total[$__rate_interval])', legend: '{{pod}} evicted' },
          ],
        },
        {
          title: 'Commands',
          unit: 'ops',
          queries: [{ expr: 'sum by (cmd) (rate(redis_commands_total[$__rate_interval]))', legend: '{{cmd}}' }],
        },
        {
          title: 'Connections',
          unit: 'short',
          queries: [
            { expr: 'redis_connected_clients', legend: '{{pod}}' },
            { expr: 'increase(redis_rejected_connections_total[$__rate_interval])', legend: '{{pod}} rejected' },
          ],
        },
        {
          title: 'CPU',
          unit: 'short',
          queries: [
            {
              expr: 'rate(redis_cpu_user_seconds_total[$__rate_interval]) + rate(redis_cpu_sys_seconds_total[$__rate_interval])',
              legend: '{{pod}}',
            },
          ],
        },
      ],
    },
  ],
};
