import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { onlyQuery } from './data-queries.js';
import type { DashboardDefinition } from './panels.js';

/** The data source that `provisioning.ts` makes of PostgreSQL. */
export const auditEventsSource = { type: 'postgres', uid: 'audit-events' } as const;

/** Audit events of the selected time that match the text fields; an empty field matches all. */
const selected = `FROM audit.events($__timeFrom(), $__timeTo())
WHERE strpos(lower(username), lower('$user')) > 0
  AND strpos(lower(event_type), lower('$event')) > 0
  AND strpos(lower(coalesce(resource_type, '') || ' ' || coalesce(resource_id, '')), lower('$resource')) > 0`;

const queryOf = (format: 'table' | 'time_series', rawSql: string) =>
  onlyQuery(auditEventsSource, { format, rawQuery: true, editorMode: 'code', rawSql });

const bars =
  (title: string, column: string, condition = '') =>
  (): Builder<Panel> =>
    new TimeSeriesBuilder()
      .title(title)
      .unit('short')
      .min(0)
      .datasource(auditEventsSource)
      .height(8)
      .span(12)
      .drawStyle(GraphDrawStyle.Bars)
      .fillOpacity(60)
      .stacking(new StackingConfigBuilder().mode(StackingMode.Normal))
      .targets([
        ...queryOf(
          'time_series',
          `SELECT $__timeGroupAlias(occurred_at, $__interval), ${column} AS metric, count(*) AS value
${selected}${condition}
GROUP BY 1, 2
ORDER BY 1`,
        ),
      ]);

const table = (title: string, span: number, sql: string) => (): Builder<Panel> =>
  new TableBuilder()
    .title(title)
    .datasource(auditEventsSource)
    .height(span === 24 ? 14 : 8)
    .span(span)
    .filterable(true)
    .targets([...queryOf('table', sql)]);

const counted = (columns: string) => `SELECT ${columns}, count(*) AS events, max(occurred_at) AS latest
${selected}
GROUP BY ${columns}
ORDER BY events DESC
LIMIT 50`;

/** Audit events of the application, which the API writes into PostgreSQL. */
export const auditEventsDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-audit-events',
  title: 'Audit events',
  textFields: [
    { name: 'user', label: 'User contains', value: '' },
    { name: 'event', label: 'Event contains', value: '' },
    { name: 'resource', label: 'Resource contains', value: '' },
  ],
  rows: [
    {
      title: 'Overview',
      panels: [
        bars('Events by type', 'event_type'),
        bars('Failed and denied', 'event_type', `\n  AND lower(outcome) NOT IN ('success', 'allowed')`),
      ],
    },
    {
      title: 'Counts',
      panels: [
        table('By type and outcome', 12, counted('event_type, outcome')),
        table('By user', 12, counted('username, user_id')),
        table('By resource', 12, counted('resource_type, resource_id')),
      ],
    },
    {
      title: 'Events',
      panels: [
        table(
          'Latest events',
          24,
          `SELECT occurred_at, event_type, outcome, username, resource_type, resource_id, details
${selected}
ORDER BY occurred_at DESC
LIMIT 500`,
        ),
      ],
    },
  ],
};
