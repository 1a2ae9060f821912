import type { Rule } from 'chartkit';
import { auditReader, quickwitDatabase, quickwitUsesDatabase } from '@semantic-explorer/platform';
import { and, eq, or, rule, startsWith } from 'chartkit';

import type { PostgresqlValues } from './values.js';

/** The role of the exporter. */
export const monitoringRole = 'monitoring';

/** The role and the database of the application must not be those that are there anyway. */
export const roleRules = ({ auth, enabled }: PostgresqlValues): readonly Rule[] => [
  rule(
    auth.username,
    and(
      enabled,
      or(
        eq(auth.username, 'postgres'),
        eq(auth.username, monitoringRole),
        eq(auth.username, auditReader),
        eq(auth.username, 'public'),
        eq(auth.username, 'none'),
        startsWith('pg_', auth.username),
      ),
    ),
    'must be none of PostgreSQL\'s own: not "postgres", "monitoring", "audit_reader", "public" or "none", nor begin with "pg_"',
  ),
  rule(
    auth.database,
    and(
      enabled,
      or(
        eq(auth.database, 'postgres'),
        eq(auth.database, 'template0'),
        eq(auth.database, 'template1'),
        eq(auth.database, 'before_restore'),
        eq(auth.database, 'restore_in_progress'),
      ),
    ),
    'must be none that is there anyway: not "postgres", "template0" or "template1", nor "before_restore" or "restore_in_progress"',
  ),
  rule(
    auth.username,
    and(enabled, quickwitUsesDatabase, eq(auth.username, quickwitDatabase)),
    'must be another one than "quickwit", which is the role of Quickwit when quickwit.metastore.type is "postgresql"',
  ),
  rule(
    auth.database,
    and(enabled, quickwitUsesDatabase, eq(auth.database, quickwitDatabase)),
    'must be another one than "quickwit", which is the database of Quickwit when quickwit.metastore.type is "postgresql"',
  ),
];
