import type { DashboardDefinition } from './panels.js';

/** NATS, by its exporter. */
export const natsDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-nats',
  title: 'NATS',
  rows: [
    {
      title: 'Streams',
      panels: [
        {
          title: 'Messages that wait',
          unit: 'short',
          queries: [
            {
              expr: 'max by (stream_name, consumer_name) (nats_consumer_num_pending)',
              legend: '{{stream_name}} {{consumer_name}}',
            },
          ],
        },
        {
          title: 'Messages that are being processed',
          unit: 'short',
          queries: [
            {
              expr: 'max by (stream_name, consumer_name) (nats_consumer_num_ack_pending)',
              legend: '{{stream_name}} {{consumer_name}}',
            },
          ],
        },
        {
          title: 'Size of streams',
          unit: 'bytes',
          queries: [{ expr: 'max by (stream_name) (nats_stream_total_bytes)', legend: '{{stream_name}}' }],
        },
        {
          title: 'Storage of JetStream',
          unit: 'bytes',
          queries: [
            { expr: 'nats_varz_jetstream_stats_storage', legend: '{{pod}}' },
            { expr: 'max(nats_varz_jetstream_config_max_storage)', legend: 'at most' },
          ],
        },
      ],
    },
    {
      title: 'Servers',
      panels: [
        {
          title: 'Connections',
          unit: 'short',
          queries: [{ expr: 'nats_varz_connections', legend: '{{pod}}' }],
        },
        {
          title: 'Routes',
          unit: 'short',
          queries: [{ expr: 'nats_varz_routes', legend: '{{pod}}' }],
        },
        {
          title: 'Messages',
          unit: 'ops',
          queries: [
            { expr: 'rate(nats_varz_in_msgs[$__rate_interval])', legend: '{{pod}} in' },
            { expr: 'rate(nats_varz_out_msgs[$__rate_interval])', legend: '{{pod}} out' },
          ],
        },
        {
          title: 'Clients that do not keep up',
          unit: 'short',
          queries: [{ expr: 'increase(nats_varz_slow_consumers[$__rate_interval])', legend: '{{pod}}' }],
        },
        { title: 'Memory', unit: 'bytes', queries: [{ expr: 'nats_varz_mem', legend: '{{pod}}' }] },
        { title: 'CPU', unit: 'percent', queries: [{ expr: 'nats_varz_cpu', legend: '{{pod}}' }] },
      ],
    },
  ],
};
