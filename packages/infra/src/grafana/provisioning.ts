import {
  auditEventsAvailable,
  auditEventsConnections,
  auditEventsLogin,
  auditEventsNeedCertificates,
  auditReader,
  caBundlePath,
  prometheus,
  quickwitIndexes,
  quickwitSearch,
} from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { and, entries, helper, optional, str, when, yamlText } from 'chartkit';

import { auditEventsSource } from './dashboards/audit-events.js';
import { quickwitSources } from './dashboards/logs-and-traces.js';
import type { GrafanaValues } from './values.js';

/** Where the dashboards are mounted. */
export const dashboardsDirectory = '/etc/grafana/dashboards';

/** The variable with the password of the role that reads audit events; the file of data sources names it. */
export const auditPasswordVariable = 'AUDIT_READER_PASSWORD';

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
          uid: quickwitSources.logs.uid,
          type: quickwitSources.logs.type,
          access: 'proxy',
          url: str`${quickwitSearch.url}/api/v1`,
          jsonData: {
            index: quickwitIndexes.logs,
            logMessageField: 'body.message',
            logLevelField: 'severity_text',
            // Grafana replaces variables in this file; `$$` stands for a dollar sign.
            dataLinks: [
              {
                field: 'trace_id',
                url: '$${__value.raw}',
                urlDisplayLabel: 'Trace',
                datasourceUid: 'quickwit-traces',
                base64TraceId: false,
              },
            ],
          },
        }),
        when<unknown>(and(values.quickwitPlugin.enabled, quickwitSearch.available), {
          name: 'Quickwit spans',
          uid: quickwitSources.spans.uid,
          type: quickwitSources.spans.type,
          access: 'proxy',
          url: str`${quickwitSearch.url}/api/v1`,
          jsonData: { index: quickwitIndexes.traces, logMessageField: 'span_name' },
        }),
        when<unknown>(auditEventsAvailable, {
          name: 'Audit events',
          uid: auditEventsSource.uid,
          type: auditEventsSource.type,
          access: 'proxy',
          url: auditEventsLogin.url,
          user: auditReader,
          jsonData: {
            database: auditEventsLogin.database,
            sslmode: auditEventsLogin.sslMode,
            ...when<Record<string, string>>(auditEventsNeedCertificates, {
              tlsConfigurationMethod: 'file-path',
              sslRootCertFile: caBundlePath,
            }),
            maxOpenConns: auditEventsConnections,
            maxIdleConns: 1,
          },
          secureJsonData: { password: `$__env{${auditPasswordVariable}}` },
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
