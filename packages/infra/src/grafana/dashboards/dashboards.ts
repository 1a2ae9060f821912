import type { Condition, Expr } from 'chartkit';
import { file, when } from 'chartkit';

import { apiDashboard } from './api.js';
import { auditEventsDashboard } from './audit-events.js';
import { inferenceDashboard } from './inference.js';
import { infrastructureDashboard } from './infrastructure.js';
import { dashboard } from './panels.js';
import { telemetryDashboard } from './telemetry.js';
import { dexDashboard } from './dex.js';
import { logsAndTracesDashboard } from './logs-and-traces.js';
import { minioDashboard } from './minio.js';
import { natsDashboard } from './nats.js';
import { postgresqlDashboard } from './postgresql.js';
import { prometheusDashboard } from './prometheus.js';
import { qdrantDashboard } from './qdrant.js';
import { valkeyDashboard } from './valkey.js';
import { workersDashboard } from './workers.js';

/** The dashboards by the name of their file. */
export const dashboardDefinitions = {
  'api.json': apiDashboard,
  'audit-events.json': auditEventsDashboard,
  'dex.json': dexDashboard,
  'inference.json': inferenceDashboard,
  'infrastructure.json': infrastructureDashboard,
  'logs-and-traces.json': logsAndTracesDashboard,
  'minio.json': minioDashboard,
  'nats.json': natsDashboard,
  'postgresql.json': postgresqlDashboard,
  'prometheus.json': prometheusDashboard,
  'qdrant.json': qdrantDashboard,
  'telemetry.json': telemetryDashboard,
  'valkey.json': valkeyDashboard,
  'workers.json': workersDashboard,
} as const;

/**
 * The files. Grafana's `{{ }}` is no template of Helm, so they are read from the chart's files.
 *
 * @param conditions when a dashboard is there; always when it has none
 */
export const dashboards = (
  conditions: Partial<Readonly<Record<keyof typeof dashboardDefinitions, Condition>>>,
): Readonly<Record<string, Expr<string | undefined>>> =>
  Object.fromEntries(
    Object.entries(dashboardDefinitions).map(([name, definition]) => {
      const text = file(`grafana/dashboards/${name}`, `${JSON.stringify(dashboard(definition), undefined, 2)}\n`);
      const condition = conditions[name as keyof typeof dashboardDefinitions];
      return [name, condition === undefined ? text : when(condition, text)];
    }),
  );
