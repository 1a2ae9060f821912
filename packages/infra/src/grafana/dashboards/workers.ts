import type { DashboardDefinition } from './panels.js';
import { average } from './panels.js';

const visualizations = 'consumer="visualization-transform-workers"';

/** Metrics of the queue workers, which come through the collector, and what NATS tells of the visualization worker. */
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
        {
          title: 'Share of failed jobs',
          unit: 'percentunit',
          queries: [
            {
              // success_empty and aborted_deleted are no failures.
              expr: 'sum by (worker) (rate(worker_jobs_total{status=~"failed_.*"}[$__rate_interval])) / sum by (worker) (rate(worker_jobs_total[$__rate_interval]))',
              legend: '{{worker}}',
            },
          ],
        },
        { title: 'Duration of jobs', unit: 's', queries: average('worker_job_duration_seconds', 'worker') },
      ],
    },
    {
      title: 'Visualizations',
      // By the consumer in NATS: the program exports no metrics of its jobs.
      panels: [
        {
          title: 'Jobs',
          unit: 'short',
          queries: [
            { expr: `max(nats_consumer_pending{${visualizations}})`, legend: 'waiting' },
            { expr: `max(nats_consumer_ack_pending{${visualizations}})`, legend: 'in progress' },
          ],
        },
        {
          title: 'Jobs delivered more than once',
          unit: 'short',
          queries: [
            {
              expr: 'max(nats_consumer_num_redelivered{consumer_name="visualization-transform-workers"})',
              legend: 'not acknowledged',
            },
          ],
        },
        {
          title: 'Acknowledged deliveries',
          unit: 'short',
          queries: [
            {
              expr: 'max(increase(nats_consumer_ack_floor_consumer_seq{consumer_name="visualization-transform-workers"}[$__rate_interval]))',
              legend: 'deliveries',
            },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes{job="worker-visualizations-py"}', legend: '{{pod}}' }],
        },
      ],
    },
  ],
};
