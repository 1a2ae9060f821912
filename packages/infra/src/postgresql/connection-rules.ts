import {
  apiDatabaseSlice,
  auditEventsConnections,
  dexDatabaseSlice,
  dexSlice,
  hasAuditReader,
  objectName,
  quickwitMetastoreSlice,
  quickwitSlice,
  quickwitUsesDatabase,
} from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { add, and, eq, lt, multiply, rule, startsWith, str, when } from 'chartkit';

import type { PostgresqlValues } from './values.js';

/** Slices of the clients whose connections are counted. */
export const clientSlices = [apiDatabaseSlice, dexDatabaseSlice, dexSlice, quickwitSlice, quickwitMetastoreSlice];

/** Connections that a pod of Dex opens at most: its own default (storage/sql in its sources). */
const connectionsOfDex = 5;
/** Connections of the one node of Quickwit that is the metastore: its own default (metastore_config.rs). */
const connectionsOfQuickwit = when(quickwitUsesDatabase, 10, 0);
/** Connections that the data source of audit events opens. */
const connectionsOfGrafana = when(hasAuditReader, auditEventsConnections, 0);
/** For the exporter, backups and administrators; PostgreSQL keeps 3 of them for superusers. */
const others = 10;

const api = apiDatabaseSlice.values;
const dex = dexDatabaseSlice.values;
const { storage } = dex.config;

/** Pods of the API that there can be at once. */
const apiPods = when(api.enabled, when(api.autoscaling.enabled, api.autoscaling.maxReplicas, api.replicaCount), 0);
/** Pods of Dex that keep their state in this server. */
const dexPods = when(
  and(
    dexSlice.values.enabled,
    eq(storage.type, 'postgres'),
    startsWith(objectName('postgresql'), storage.postgres.host),
  ),
  dex.replicaCount,
  0,
);

/** The server takes as many connections as all its clients may open together. */
export const connectionRule = ({ enabled, primary }: PostgresqlValues): Rule => {
  const needed = add(
    multiply(api.database.maxConnections, apiPods),
    multiply(connectionsOfDex, dexPods),
    connectionsOfQuickwit,
    connectionsOfGrafana,
    others,
  );
  const { max_connections } = primary.settings;
  return rule(
    max_connections,
    and(enabled, lt(max_connections, needed)),
    str`must be at least ${needed}: api.database.maxConnections (${api.database.maxConnections}) for each of ${apiPods} pods of the API, ${connectionsOfDex} for each of ${dexPods} pods of Dex, ${connectionsOfQuickwit} for Quickwit, ${connectionsOfGrafana} for Grafana, and ${others} for the exporter, backups and administrators`,
  );
};
