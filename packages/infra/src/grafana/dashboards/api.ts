import type { DashboardDefinition } from './panels.js';
import { average, httpPanels } from './panels.js';

/** Metrics of the API (app contract: api.metrics). */
export const apiDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-api',
  title: 'API',
  rows: [
    {
      title: 'HTTP',
      panels: [
        // As the alert ApiErrors: these answer 500 while an inference service is disabled.
        ...httpPanels('api', 'endpoint!~"/api/(embedding|llm)-inference/models"'),
        {
          title: 'Server errors by endpoint',
          unit: 'reqps',
          queries: [
            {
              expr: 'sum by (endpoint) (rate(api_http_requests_total{status=~"5.."}[$__rate_interval]))',
              legend: '{{endpoint}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Search and chat',
      panels: [
        { title: 'Search', unit: 's', queries: average('search_request_duration_seconds') },
        { title: 'Vector search', unit: 's', queries: average('search_qdrant_query_duration_seconds') },
        { title: 'Chat', unit: 's', queries: average('chat_request_duration_seconds') },
      ],
    },
    {
      title: 'Database and scanners',
      panels: [
        {
          title: 'Connections',
          unit: 'short',
          queries: [
            { expr: 'database_connection_pool_size - database_connection_pool_idle', legend: '{{pod}} in use' },
            { expr: 'database_connection_pool_max', legend: '{{pod}} at most' },
          ],
        },
        {
          title: 'Batches that scanners create',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (scanner_type) (rate(scanner_batches_created_total[$__rate_interval]))',
              legend: '{{scanner_type}}',
            },
          ],
        },
      ],
    },
  ],
};
