import { prometheus } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { entries, helper, optional, when, yamlText } from 'chartkit';

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
