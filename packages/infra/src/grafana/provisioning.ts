import { prometheus, quickwitIndexes, quickwitSearch } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { and, entries, helper, optional, str, when, yamlText } from 'chartkit';

import type { GrafanaValues } from './values.js';

/** Where the dashboards are mounted. */
export const dashboardsDirectory = '/etc/grafana/dashboards';

/** The sources of data. https://grafana.com/docs/grafana/latest/administration/provisioning/ */
export const dataSources = (values: GrafanaValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.grafana.dataSources',
    'Data sources of Grafana.',
    yamlText<unknown>({
      apiVersion: 1,
      prune: true,
      datasources: [
        when<unknown>(prometheus.available, {
          name: 'Prometheus',
          uid: 'prometheus',
          type: 'prometheus',
          access: 'proxy',
          url: prometheus.url,
          isDefault: true,
        }),
        // Quickwit answers as Jaeger does, whose plugin every Grafana has.
        when<unknown>(quickwitSearch.available, {
          name: 'Quickwit traces',
          uid: 'quickwit-traces',
          type: 'jaeger',
          access: 'proxy',
          url: str`${quickwitSearch.url}/api/v1/${quickwitIndexes.traces}/jaeger`,
        }),
        when<unknown>(and(values.quickwitPlugin.enabled, quickwitSearch.available), {
          name: 'Quickwit logs',
          uid: 'quickwit-logs',
          type: 'quickwit-quickwit-datasource',
          access: 'proxy',
          url: str`${quickwitSearch.url}/api/v1`,
          jsonData: {
            index: quickwitIndexes.logs,
            logMessageField: 'body.message',
            logLevelField: 'severity_text',
          },
        }),
        entries(values.extraDataSources, (name, source) => ({
          name,
          type: source.type,
          access: 'proxy',
          url: source.url,
          jsonData: optional(source.jsonData),
        })),
      ],
    }),
  );

/** Where Grafana finds dashboards. */
export const dashboardProviders = `apiVersion: 1
providers:
  - name: semantic-explorer
    folder: Semantic Explorer
    type: file
    disableDeletion: true
    allowUiUpdates: false
    options:
      path: ${dashboardsDirectory}
`;
