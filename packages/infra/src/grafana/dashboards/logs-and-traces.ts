import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import type { DataSource } from './data-queries.js';
import { onlyQuery } from './data-queries.js';
import type { DashboardDefinition } from './panels.js';

const plugin = 'quickwit-quickwit-datasource';
/** The data sources that `provisioning.ts` makes of the plugin of Quickwit, and the time field of their indexes. */
export const quickwitSources = {
  logs: { type: plugin, uid: 'quickwit-logs', timeField: 'timestamp_nanos' },
  spans: { type: plugin, uid: 'quickwit-spans', timeField: 'span_start_timestamp_nanos' },
} as const;

type Source = DataSource & { readonly timeField: string };

/** A metric over time, by the values of a field. Queries are those of the plugin, which follow Elasticsearch. */
const series =
  (title: string, { timeField, ...source }: Source, by: string, query: string, duration?: string) =>
  (): Builder<Panel> =>
    new TimeSeriesBuilder()
      .title(title)
      .unit(duration === undefined ? 'short' : 'ms')
      .min(0)
      .datasource(source)
      .height(8)
      .span(12)
      .drawStyle(duration === undefined ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
      .stacking(new StackingConfigBuilder().mode(duration === undefined ? StackingMode.Normal : StackingMode.None))
      .targets([
        ...onlyQuery(source, {
          query,
          metrics: [
            duration === undefined
              ? { id: '1', type: 'count' }
              : { id: '1', type: 'percentiles', field: duration, settings: { percents: ['95'] } },
          ],
          bucketAggs: [
            {
              id: '2',
              type: 'terms',
              field: by,
              settings: { size: '10', order: 'desc', orderBy: '_count', min_doc_count: '0' },
            },
            { id: '3', type: 'date_histogram', field: timeField, settings: { interval: 'auto', min_doc_count: '0' } },
          ],
        }),
      ]);

const documents =
  (title: string, { type, uid }: Source, query: string) =>
  (): Builder<Panel> =>
    new LogsBuilder()
      .title(title)
      .datasource({ type, uid })
      .height(12)
      .span(24)
      .showTime(true)
      .wrapLogMessage(true)
      .enableLogDetails(true)
      .targets([
        ...onlyQuery(
          { type, uid },
          { query, metrics: [{ id: '1', type: 'logs', settings: { limit: '200' } }], bucketAggs: [] },
        ),
      ]);

const { logs, spans } = quickwitSources;

/** Logs and traces in Quickwit, by its own plugin. */
export const logsAndTracesDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-logs-and-traces',
  title: 'Logs and traces',
  textFields: [
    { name: 'logs', label: 'Logs (query of Quickwit)', value: '*' },
    { name: 'spans', label: 'Spans (query of Quickwit)', value: '*' },
  ],
  rows: [
    {
      title: 'Logs',
      panels: [
        series('Log records by severity', logs, 'severity_text', '$logs'),
        series('Log records by service', logs, 'service_name', '$logs'),
        documents('Logs', logs, '$logs'),
        series('Errors by service', logs, 'service_name', '($logs) AND severity_text:ERROR'),
        series('Warnings by service', logs, 'service_name', '($logs) AND severity_text:WARN'),
      ],
    },
    {
      title: 'Traces',
      panels: [
        series('Spans by service', spans, 'service_name', '$spans'),
        series('95th percentile of the duration by span', spans, 'span_name', '$spans', 'span_duration_millis'),
        documents('Spans', spans, '$spans'),
      ],
    },
  ],
};
