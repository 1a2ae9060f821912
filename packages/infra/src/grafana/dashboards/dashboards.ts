import type { Expr } from 'chartkit';
import { file } from 'chartkit';

import { apiDashboard } from './api.js';
import { inferenceDashboard } from './inference.js';
import { infrastructureDashboard } from './infrastructure.js';
import { dashboard } from './panels.js';
import { telemetryDashboard } from './telemetry.js';
import { dexDashboard } from './dex.js';
import { minioDashboard } from './minio.js';
import { natsDashboard } from './nats.js';
import { postgresqlDashboard } from './postgresql.js';
import { prometheusDashboard } from './prometheus.js';
import { qdrantDashboard } from './qdrant.js';
import { workersDashboard } from './workers.js';

/** The dashboards by the name of their file. */
export const dashboardDefinitions = {
  'api.json': apiDashboard,
  'dex.json': dexDashboard,
  'inference.json': inferenceDashboard,
  'infrastructure.json': infrastructureDashboard,
  'minio.json': minioDashboard,
  'nats.json': natsDashboard,
  'postgresql.json': postgresqlDashboard,
  'prometheus.json': prometheusDashboard,
  'qdrant.json': qdrantDashboard,
  'telemetry.json': telemetryDashboard,
  'workers.json': workersDashboard,
} as const;

/** The files. Grafana's `{{ }}` is no template of Helm, so they are read from the chart's files. */
export const dashboards: Readonly<Record<string, Expr<string>>> = Object.fromEntries(
  Object.entries(dashboardDefinitions).map(([name, definition]) => [
    name,
    file(`grafana/dashboards/${name}`, `${JSON.stringify(dashboard(definition), undefined, 2)}\n`),
  ]),
);
