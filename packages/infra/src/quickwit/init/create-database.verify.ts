import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { SecretTexts } from '@semantic-explorer/platform/testing';
import {
  chartOfServices,
  containerEnvironment,
  makeCertificate,
  ofKind,
  ofService,
  podsOf,
  render,
  shows,
} from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { postgresql } from '../../postgresql/builder.js';
import { generatedSecrets } from '../../postgresql/testing/cases.js';
import type { RealServer } from '../../postgresql/testing/real-server.js';
import { realServer } from '../../postgresql/testing/real-server.js';
import { quickwit } from '../builder.js';

const run = promisify(execFile);
const values = { quickwit: { metastore: { type: 'postgresql' } } };
/** With every character that is URL-safe, as values ask for. */
const password = 'q0-._~Z';
const secrets: SecretTexts = {
  'prod-semantic-explorer-credentials': {
    ...generatedSecrets['prod-semantic-explorer-credentials'],
    'postgresql-quickwit-password': password,
    'minio-access-key': 'a',
    'minio-secret-key': 's',
  },
};
const objects = render(chartOfServices(quickwit, postgresql), values);
const containerOf = (name: string) => {
  const found = podsOf(objects)
    .flatMap(({ spec }) => [...(spec.initContainers ?? []), ...spec.containers])
    .find((container) => container.name === name);
  if (found === undefined) throw new Error(`There is no container ${name}.`);
  return found;
};

const script =
  ofKind(ofService(objects, 'quickwit-init'), 'ConfigMap').map(
    ({ data }) => (data as Readonly<Record<string, string>>)['create-database.sh'],
  )[0] ?? '';

let real: RealServer;
let server: RunningProgram;
beforeAll(async () => {
  // A server that is there already: it gets the database afterwards.
  real = await realServer({}, generatedSecrets);
  server = await real.start();
  await real.createRoles();
});
afterAll(async () => {
  await server.stop('SIGINT').catch(() => undefined);
  await real.cluster.remove();
});

/** Runs the script as the Job does, over TCP. */
const createDatabase = async (changes: Readonly<Record<string, string>> = {}) => {
  const here = { PATH: process.env['PATH'] ?? '', PGHOST: '127.0.0.1', PGPORT: String(real.cluster.port) };
  const environment = containerEnvironment(containerOf('create-database'), secrets);
  return (await run('sh', ['-c', script], { env: { ...environment, ...here, ...changes } })).stdout;
};
const query = (user: string, sql: string, { database = 'quickwit', as = password } = {}) =>
  real.cluster.query({ user, password: as, database }, sql);
const generated = generatedSecrets['prod-semantic-explorer-credentials'] ?? {};

it('makes the role and its database, and can run again', async () => {
  const said = 'The database quickwit is there, and belongs to quickwit.\n';
  expect(await createDatabase()).toBe(said);
  const sql =
    "CREATE TABLE indexes (id text); INSERT INTO indexes VALUES ('logs'); SELECT id FROM indexes; CREATE SCHEMA own";
  expect(await query('quickwit', sql)).toBe('logs');
  expect(await createDatabase()).toBe(said);
  expect(await query('quickwit', 'SELECT id FROM indexes')).toBe('logs');
});

it('makes them over TLS', async () => {
  shows('postgresql.tls.secretName', 'quickwit-init/create-database');
  const tls = { postgresql: { tls: { secretName: 'certificate' } } };
  const withTls = await realServer(tls, generatedSecrets);
  const { directory, port } = withTls.cluster;
  const { cert, key } = makeCertificate();
  await mkdir(join(directory, 'tls'));
  await writeFile(join(directory, 'tls/tls.crt'), cert);
  await writeFile(join(directory, 'tls/tls.key'), key);
  const { uid, gid } = await stat(directory);
  await chmod(join(directory, 'tls'), 0o755);
  await chmod(join(directory, 'tls/tls.key'), 0o600);
  await chown(join(directory, 'tls/tls.key'), uid, gid);
  await withTls.start();
  await withTls.createRoles();
  const [job] = podsOf(
    ofService(render(chartOfServices(quickwit, postgresql), { ...values, ...tls }), 'quickwit-init'),
  );
  const container = [...(job?.spec.initContainers ?? [])].find(({ name }) => name === 'create-database');
  const environment = container === undefined ? {} : containerEnvironment(container, secrets);

  expect(environment['PGSSLMODE']).toBe('require');
  const here = { PATH: process.env['PATH'] ?? '', PGHOST: '127.0.0.1', PGPORT: String(port) };
  const { stdout } = await run('sh', ['-c', script], { env: { ...environment, ...here } });
  expect(stdout).toBe('The database quickwit is there, and belongs to quickwit.\n');
  await withTls.cluster.remove();
});

it('gives the role its own database, and nothing else of the server', async () => {
  expect(
    await query(
      'quickwit',
      'SELECT pg_get_userbyid(datdba), rolsuper, rolcreatedb, rolcreaterole, rolreplication FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user',
    ),
  ).toBe('quickwit|f|f|f|f');
  await expect(query('quickwit', 'CREATE ROLE other')).rejects.toThrow('permission denied');
  await expect(query('quickwit', 'CREATE TABLE mine (id int)', { database: 'explorer' })).rejects.toThrow(
    'permission denied for schema public',
  );
});

it.each([
  ['explorer', 'postgresql-password'],
  ['monitoring', 'postgresql-monitoring-password'],
])('lets no other role into that database: %s', async (role, key) => {
  await expect(query(role, 'SELECT 1', { as: generated[key] ?? '' })).rejects.toThrow(
    'permission denied for database "quickwit"',
  );
});

it('makes what the URI of Quickwit names', async () => {
  const uri = containerEnvironment(containerOf('quickwit'), secrets)['QW_METASTORE_URI'] ?? '';
  expect(uri).toBe(`postgresql://quickwit:${password}@prod-semantic-explorer-postgresql:5432/quickwit?sslmode=disable`);
  const here = uri.replace('prod-semantic-explorer-postgresql:5432', `127.0.0.1:${String(real.cluster.port)}`);
  const { stdout } = await run('psql', [here, '-Atc', 'SELECT current_user, current_database()'], {
    env: { PATH: process.env['PATH'] },
  });
  expect(stdout).toBe('quickwit|quickwit\n');
});

it('gives the role another password when the Secret has one', async () => {
  await createDatabase({ OWNER_PASSWORD: 'another' });
  expect(await query('quickwit', 'SELECT id FROM indexes', { as: 'another' })).toBe('logs');
  await expect(query('quickwit', 'SELECT 1')).rejects.toThrow('password authentication failed');
  await createDatabase();
});

it('fails with the reason when it may not', async () => {
  await expect(createDatabase({ PGPASSWORD: 'wrong' })).rejects.toThrow('password authentication failed');
  const login = { PGUSER: 'explorer', PGPASSWORD: generated['postgresql-password'] ?? '' };
  await expect(createDatabase({ ...login, OWNER_ROLE: 'other', OWNED_DATABASE: 'other' })).rejects.toThrow(
    'permission denied to create role',
  );
});
