import type { DashboardDefinition } from './panels.js';

/** Dex. Its metrics have common names. */
export const dexDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-dex',
  title: 'Dex',
  rows: [
    {
      title: 'Logins',
      panels: [
        {
          title: 'Requests',
          unit: 'reqps',
          queries: [
            {
              expr: 'sum by (handler) (rate(http_requests_total{job="dex"}[$__rate_interval]))',
              legend: '{{handler}}',
            },
          ],
        },
        {
          title: 'Answers',
          unit: 'reqps',
          queries: [
            { expr: 'sum by (code) (rate(http_requests_total{job="dex"}[$__rate_interval]))', legend: '{{code}}' },
          ],
        },
        {
          title: 'Latency',
          unit: 's',
          queries: [
            {
              expr: 'histogram_quantile(0.95, sum by (le) (rate(request_duration_seconds_bucket{job="dex"}[$__rate_interval])))',
              legend: 'p95',
            },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes{job="dex"}', legend: '{{pod}}' }],
        },
      ],
    },
  ],
};
