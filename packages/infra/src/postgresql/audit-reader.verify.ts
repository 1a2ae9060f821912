import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { auditEventsDashboard } from '../grafana/dashboards/audit-events.js';
import { dashboard } from '../grafana/dashboards/panels.js';
import { generatedSecrets } from './testing/cases.js';
import type { RealServer } from './testing/real-server.js';
import { realServer } from './testing/real-server.js';

/** The columns that the dashboard reads, as migrations of the API create them, and a table that it must not read. */
const migrations = `
CREATE TABLE audit_events (
  id bigserial PRIMARY KEY, timestamp timestamptz NOT NULL, event_type text NOT NULL, outcome text NOT NULL,
  user_id text NOT NULL, username_display text NOT NULL, resource_type text, resource_id text, details text
);
CREATE TABLE secrets (value text);
INSERT INTO secrets VALUES ('s');
INSERT INTO audit_events (timestamp, event_type, outcome, user_id, username_display, resource_type, resource_id) VALUES
  ('2026-01-01 10:00:05+00', 'resource_create', 'success', '1', 'Ada', 'collection', '7'),
  ('2026-01-01 10:00:25+00', 'resource_create', 'success', '2', 'Bob', 'dataset', '8'),
  ('2026-01-01 10:01:05+00', 'auth_failed', 'denied', '1', 'Ada', NULL, NULL),
  ('2026-01-02 10:00:00+00', 'file_download', 'success', '1', 'Ada', 'collection', '7');`;

interface Targets {
  readonly targets: readonly { readonly rawSql: string }[];
}

/** The SQL of the panel, as Grafana sends it for a day of which the table has three events. */
function sqlOf(title: string, fields: Readonly<Record<string, string>> = {}): string {
  const panel = dashboard(auditEventsDashboard).panels?.find((one) => one.title === title);
  const [{ rawSql } = { rawSql: '' }] = (panel as unknown as Targets).targets;
  const replaced = rawSql
    .replaceAll('$__timeFrom()', "'2026-01-01T00:00:00Z'")
    .replaceAll('$__timeTo()', "'2026-01-01T23:59:59Z'")
    .replaceAll(
      '$__timeGroupAlias(occurred_at, $__interval)',
      'floor(extract(epoch from occurred_at)/60)*60 AS "time"',
    );
  return ['user', 'event', 'resource'].reduce((sql, name) => sql.replaceAll(`$${name}`, fields[name] ?? ''), replaced);
}

describe('the role that reads audit events', () => {
  let real: RealServer;
  const query = (user: string, password: string, sql: string) =>
    real.cluster.query({ user, password, database: 'explorer' }, sql);
  const read = (sql: string) => query('audit_reader', real.environment['AUDIT_READER_PASSWORD'] ?? '', sql);
  const own = (sql: string) => query('explorer', real.environment['APPLICATION_PASSWORD'] ?? '', sql);

  beforeAll(async () => {
    real = await realServer({}, generatedSecrets);
    await real.start();
    await real.createRoles();
  });
  afterAll(() => real.cluster.remove());

  it('finds no table before the first start of the API, and its rows afterwards', async () => {
    await expect(read(sqlOf('Latest events'))).rejects.toThrow('relation "public.audit_events" does not exist');
    await own(migrations);
    expect((await read(sqlOf('Latest events'))).split('\n').map((line) => line.split('|').slice(1, 6))).toEqual([
      ['auth_failed', 'denied', 'Ada', '', ''],
      ['resource_create', 'success', 'Bob', 'dataset', '8'],
      ['resource_create', 'success', 'Ada', 'collection', '7'],
    ]);
  });

  it.each([
    ['Events by type', {}, ['1767261600|resource_create|2', '1767261660|auth_failed|1']],
    ['Failed and denied', {}, ['1767261660|auth_failed|1']],
    ['Events by type', { user: 'bo' }, ['1767261600|resource_create|1']],
    ['Events by type', { event: 'AUTH' }, ['1767261660|auth_failed|1']],
    ['Events by type', { resource: 'dataset 8' }, ['1767261600|resource_create|1']],
    ['Events by type', { user: "o''b" }, ['']],
  ])('answers the panel "%s" with the fields %j', async (title, fields, rows) => {
    expect((await read(sqlOf(title, fields))).split('\n')).toEqual(rows);
  });

  it.each([
    ['By type and outcome', ['resource_create|success|2', 'auth_failed|denied|1']],
    ['By user', ['Ada|1|2', 'Bob|2|1']],
  ])('counts in the panel "%s"', async (title, rows) => {
    expect((await read(sqlOf(title))).split('\n').map((line) => line.replace(/\|[^|]*$/, ''))).toEqual(rows);
  });

  it('counts events of each resource', async () => {
    expect((await read(sqlOf('By resource'))).split('\n')).toHaveLength(3);
  });

  it.each([
    ['SELECT * FROM secrets', 'permission denied for table secrets'],
    ['SELECT * FROM audit_events', 'permission denied for table audit_events'],
    ["BEGIN READ WRITE; INSERT INTO secrets VALUES ('x')", 'permission denied for table secrets'],
    ['BEGIN READ WRITE; CREATE TABLE mine (id int)', 'permission denied for schema public'],
    ['BEGIN READ WRITE; CREATE TABLE audit.mine (id int)', 'permission denied for schema audit'],
    ['TABLE pg_authid', 'permission denied for table pg_authid'],
    ["INSERT INTO secrets VALUES ('x')", 'cannot execute INSERT in a read-only transaction'],
    ['SET ROLE explorer', 'permission denied to set role "explorer"'],
  ])('may not do anything else: %s', async (sql, problem) => {
    await expect(read(sql)).rejects.toThrow(problem);
  });

  it('lets no other role read them', async () => {
    const monitoring = real.environment['MONITORING_PASSWORD'] ?? '';
    await expect(query('monitoring', monitoring, sqlOf('By user'))).rejects.toThrow(
      'permission denied for schema audit',
    );
  });

  it('keeps its rights when the script runs again, and gets the password of the environment', async () => {
    await real.createRoles({ AUDIT_READER_PASSWORD: 'another' });
    expect(await query('audit_reader', 'another', 'SELECT current_user')).toBe('audit_reader');
    await real.createRoles();
    expect(await read('SELECT count(*) FROM audit.events($$2026-01-01$$, $$2026-02-01$$)')).toBe('4');
  });
});

it('is not made where Grafana shows no audit events', async () => {
  const real = await realServer({ grafana: { auditEvents: { enabled: false } } }, generatedSecrets);
  try {
    await real.start();
    await real.createRoles();
    const admin = { user: 'postgres', password: real.environment['POSTGRES_PASSWORD'] ?? '', database: 'explorer' };
    const sql = `SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'audit_reader'),
      (SELECT count(*) FROM pg_namespace WHERE nspname = 'audit')`;
    expect(await real.cluster.query(admin, sql)).toBe('0|0');
  } finally {
    await real.cluster.remove();
  }
});
