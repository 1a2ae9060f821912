import type { RunningProgram } from 'programs';
import { eventually } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cases, generatedSecrets } from './testing/cases.js';
import type { RealServer } from './testing/real-server.js';
import { realServer } from './testing/real-server.js';

describe.each(Object.entries(cases))('PostgreSQL with %s', (_, { values, secrets, role, database, parameters }) => {
  let real: RealServer;
  let server: RunningProgram;
  let readyWhilePreparing = true;
  beforeAll(async () => {
    real = await realServer(values, secrets);
    const preparing = await real.start(true);
    readyWhilePreparing = await real.probe().then(
      () => true,
      () => false,
    );
    await real.createRoles();
    await real.createRoles();
    await preparing.stop('SIGINT');
    server = await real.start();
  });
  afterAll(() => real.cluster.remove());

  const query = (user: string, sql: string, password = passwordOf(user)): Promise<string> =>
    real.cluster.query({ user, password, database }, sql);
  const passwordOf = (user: string): string => {
    const variable = { postgres: 'POSTGRES_PASSWORD', monitoring: 'MONITORING_PASSWORD' }[user];
    return real.environment[variable ?? 'APPLICATION_PASSWORD'] ?? '';
  };

  it('is ready when it serves, and not while the image prepares it', async () => {
    expect(readyWhilePreparing).toBe(false);
    await expect(real.probe()).resolves.toBeDefined();
  });

  it('takes its parameters as they are given', async () => {
    // The test itself overrides the address.
    const refused = "SELECT name, error FROM pg_file_settings WHERE NOT applied AND name <> 'listen_addresses'";
    expect(await query('postgres', refused)).toBe('');
    for (const [name, value] of Object.entries(parameters)) {
      expect(`${name} = ${await query('postgres', `SELECT current_setting('${name}')`)}`).toBe(`${name} = ${value}`);
    }
  });

  it('lets the application own its database and nothing else', async () => {
    expect(await query(role, 'SELECT current_user, current_database()')).toBe(`${role}|${database}`);
    expect(
      await query(
        role,
        'SELECT pg_get_userbyid(datdba), rolsuper, rolcreatedb, rolcreaterole, rolreplication FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user',
      ),
    ).toBe(`${role}|f|f|f|f`);
    const sql =
      "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('x'); SELECT text FROM notes; CREATE SCHEMA own";
    expect(await query(role, sql)).toBe('x');
    await expect(query(role, 'CREATE ROLE other')).rejects.toThrow('permission denied');
  });

  it('lets the exporter see statistics of everybody, and no data', async () => {
    expect(await query('monitoring', 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toBe('f');
    expect(await query('monitoring', "SELECT relname FROM pg_stat_user_tables WHERE relname = 'notes'")).toBe('notes');
    expect(
      await query(
        'monitoring',
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE backend_type = 'checkpointer' AND query IS NOT NULL",
      ),
    ).toBe('t');
    await expect(query('monitoring', 'SELECT * FROM notes')).rejects.toThrow('permission denied for table notes');
    await expect(query('monitoring', 'CREATE TABLE mine (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
  });

  it('asks for the password of every role over TCP, which it keeps as SCRAM', async () => {
    expect(
      await query(
        'postgres',
        "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword LIKE 'SCRAM-SHA-256$%'",
      ),
    ).toBe('4');
    for (const user of ['postgres', 'monitoring', 'audit_reader', role]) {
      await expect(query(user, 'SELECT 1', 'wrong')).rejects.toThrow('password authentication failed');
    }
  });

  it('is measured by its exporter without a complaint', async () => {
    const { metrics, log } = await real.scrape();
    // It runs without a file of its own, which it mentions.
    const complaints = log
      .split('\n')
      .filter((line) => /level=(warn|error)/i.test(line) && !line.includes('exporter.yml'));

    expect(complaints).toEqual([]);
    expect(metrics).toMatch(/^pg_up 1$/m);
    expect(metrics).toContain(`pg_database_size_bytes{datname="${database}"}`);
    expect(metrics).toMatch(/^pg_exporter_last_scrape_error 0$/m);
  });

  it('gets the passwords of the environment when the script runs again', async () => {
    await real.createRoles({ APPLICATION_PASSWORD: 'another', MONITORING_PASSWORD: 'other' });
    expect(await query(role, 'SELECT 1', 'another')).toBe('1');
    expect(await query('monitoring', 'SELECT 1', 'other')).toBe('1');
    expect(await query(role, 'SELECT text FROM notes', 'another')).toBe('x');
    await real.createRoles();
    expect(await query(role, 'SELECT 1')).toBe('1');
  });

  it('ends at once by SIGINT, the signal of the image, while clients are connected, and needs no recovery', async () => {
    const client = query(role, 'SELECT pg_sleep(60)').catch((error: unknown) => String(error));
    await eventually('The client is connected', async () => {
      expect(
        await query(
          'postgres',
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND state = 'active' AND pid <> pg_backend_pid()",
        ),
      ).toBe('1');
    });
    expect(await server.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(await client).toContain('terminating connection due to administrator command');

    server = await real.start();
    expect(server.output()).not.toContain('not properly shut down');
  });

  it('is alive but not ready while it refuses connections, and dead when it is gone', async () => {
    // A server that shuts down refuses new clients, and waits for those that it has.
    const client = query(role, 'SELECT pg_sleep(3)');
    await eventually('The client is connected', async () => {
      expect(
        await query(
          'postgres',
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)' AND state = 'active' AND pid <> pg_backend_pid()",
        ),
      ).toBe('1');
    });
    const stopped = server.stop('SIGTERM');
    await eventually('The server refuses connections', () => expect(real.probe()).rejects.toMatchObject({ code: 1 }));
    await expect(real.probe('livenessProbe')).resolves.toBeDefined();
    await client;
    expect(await stopped).toEqual({ code: 0, signal: null });
    await expect(real.probe('livenessProbe')).rejects.toMatchObject({ code: 1 });
  });
});

it('refuses the names that rules refuse', async () => {
  const real = await realServer({}, generatedSecrets);
  try {
    await real.start();
    await expect(real.createRoles({ APPLICATION_ROLE: 'monitoring' })).rejects.toThrow('already exists');
    for (const name of ['public', 'none', 'pg_own']) {
      await expect(real.createRoles({ APPLICATION_ROLE: name })).rejects.toThrow('reserved');
    }
  } finally {
    await real.cluster.remove();
  }
});
