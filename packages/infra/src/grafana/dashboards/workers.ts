import type { DashboardDefinition } from './panels.js';
import { quantiles } from './panels.js';

/** Metrics of the queue workers, which come through the collector, and of the visualization worker. */
export const workersDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-workers',
  title: 'Workers',
  rows: [
    {
      title: 'Queues',
      panels: [
        {
          title: 'Messages that wait',
          unit: 'short',
          queries: [{ expr: 'max by (stream, consumer) (nats_consumer_pending)', legend: '{{stream}}' }],
        },
        {
          title: 'Dead letters',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (transform_type) (increase(dlq_messages_total[$__rate_interval]))',
              legend: '{{transform_type}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Collections and datasets',
      panels: [
        {
          title: 'Jobs',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (worker, status) (rate(worker_jobs_total[$__rate_interval]))',
              legend: '{{worker}} {{status}}',
            },
          ],
        },
        { title: 'Duration of jobs', unit: 's', queries: quantiles('worker_job_duration_seconds') },
      ],
    },
    {
      title: 'Visualizations',
      panels: [
        {
          title: 'Jobs',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (status) (rate(visualization_transform_jobs_total[$__rate_interval]))',
              legend: '{{status}}',
            },
            { expr: 'sum(visualization_active_jobs)', legend: 'active' },
          ],
        },
        { title: 'Duration of jobs', unit: 's', queries: quantiles('visualization_transform_duration_seconds') },
      ],
    },
  ],
};
