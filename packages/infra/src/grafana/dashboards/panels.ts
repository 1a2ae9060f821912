import {
  DashboardBuilder,
  DashboardCursorSync,
  RowBuilder,
  TextBoxVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** A PromQL expression and how its series are called, such as `{{pod}}`. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** A panel of metrics. `unit` is one of Grafana's units: `reqps`, `s`, `bytes`, `percentunit`, `short`. */
export interface PanelDefinition {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly Query[];
}

const dataSource = { type: 'prometheus', uid: 'prometheus' } as const;

const panel = ({ title, unit, queries }: PanelDefinition): Builder<Panel> =>
  new PanelBuilder()
    .title(title)
    .unit(unit)
    .min(0)
    .datasource(dataSource)
    .height(8)
    .span(12)
    .targets(
      queries.map(({ expr, legend }, index) =>
        new DataqueryBuilder()
          .expr(expr)
          .legendFormat(legend)
          .refId(String.fromCharCode(65 + index)),
      ),
    );

/** A text field above the panels, whose value is available in their queries as `$name`. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A dashboard: rows of panels, each with a title. Panels of other data sources than Prometheus build themselves. */
export interface DashboardDefinition {
  readonly uid: string;
  readonly title: string;
  readonly textFields?: readonly TextField[];
  readonly rows: readonly {
    readonly title: string;
    readonly panels: readonly (PanelDefinition | (() => Builder<Panel>))[];
  }[];
}

/** The dashboard as Grafana reads it. The same definition gives the same object. */
export function dashboard({ uid, title, textFields = [], rows }: DashboardDefinition): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .tags(['semantic-explorer'])
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly();
  for (const { name, label, value } of textFields)
    builder.withVariable(new TextBoxVariableBuilder(name).label(label).defaultValue(value));
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const definition of row.panels)
      builder.withPanel(typeof definition === 'function' ? definition() : panel(definition));
  }
  return builder.build();
}

/**
 * Rate, share of errors and latency of an HTTP service.
 *
 * @param prefix start of its metrics' names
 * @param counted label matcher of the requests that count in the share of errors
 */
export const httpPanels = (prefix: string, counted = ''): readonly PanelDefinition[] => [
  {
    title: 'Requests',
    unit: 'reqps',
    queries: [
      { expr: `sum by (status) (rate(${prefix}_http_requests_total[$__rate_interval]))`, legend: '{{status}}' },
    ],
  },
  {
    title: 'Share of server errors',
    unit: 'percentunit',
    queries: [
      {
        expr: `sum(rate(${prefix}_http_requests_total{${['status=~"5.."', ...(counted ? [counted] : [])].join(',')}}[$__rate_interval])) / sum(rate(${prefix}_http_requests_total${counted && `{${counted}}`}[$__rate_interval]))`,
        legend: 'errors',
      },
    ],
  },
  { title: 'Latency', unit: 's', queries: quantiles(`${prefix}_http_requests_duration_seconds`) },
];

/**
 * The average of a histogram of the OpenTelemetry SDK. The programs keep its default buckets, the first of which ends at 5 seconds,
 * so quantiles say nothing below that.
 */
export const average = (histogram: string, by = ''): readonly Query[] => [
  {
    expr: ['sum', 'count']
      .map((series) => `sum${by && ` by (${by})`}(rate(${histogram}_${series}[$__rate_interval]))`)
      .join(' / '),
    legend: by ? `{{${by}}}` : 'average',
  },
];

/** The median and the 95th percentile of a histogram. */
export function quantiles(histogram: string): readonly Query[] {
  return [0.5, 0.95].map((quantile) => ({
    expr: `histogram_quantile(${String(quantile)}, sum by (le) (rate(${histogram}_bucket[$__rate_interval])))`,
    legend: `p${String(quantile * 100)}`,
  }));
}
