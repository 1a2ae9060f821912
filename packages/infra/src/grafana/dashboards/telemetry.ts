import type { DashboardDefinition, Query } from './panels.js';

/** The rate of a metric that the collector has for each kind of data. */
const eachKind = (metric: string, label: string): readonly Query[] =>
  ['log_records', 'spans', 'metric_points'].map((kind) => ({
    expr: `sum by (${label}) (rate(${metric}_${kind}[$__rate_interval]))`,
    legend: `{{${label}}} ${kind.replace('_', ' ')}`,
  }));

/** The way of logs, traces and pushed metrics: through the collector, and into Quickwit. */
export const telemetryDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-telemetry',
  title: 'Telemetry',
  rows: [
    {
      title: 'OpenTelemetry Collector',
      panels: [
        { title: 'Taken', unit: 'short', queries: eachKind('otelcol_receiver_accepted', 'receiver') },
        { title: 'Refused', unit: 'short', queries: eachKind('otelcol_receiver_refused', 'receiver') },
        {
          title: 'Queues',
          unit: 'percentunit',
          queries: [
            {
              expr: 'max by (exporter, data_type) (otelcol_exporter_queue_size) / max by (exporter, data_type) (otelcol_exporter_queue_capacity)',
              legend: '{{exporter}} {{data_type}}',
            },
          ],
        },
        { title: 'Given up', unit: 'short', queries: eachKind('otelcol_exporter_send_failed', 'exporter') },
      ],
    },
    {
      title: 'Quickwit',
      panels: [
        {
          title: 'Messages',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (result) (rate(quickwit_ingest_ingest_result_total[$__rate_interval]))',
              legend: '{{result}}',
            },
          ],
        },
        {
          title: 'Indexed documents',
          unit: 'short',
          queries: [
            {
              expr: 'sum by (index, docs_processed_status) (rate(quickwit_indexing_processed_docs_total[$__rate_interval]))',
              legend: '{{index}} {{docs_processed_status}}',
            },
          ],
        },
      ],
    },
  ],
};
