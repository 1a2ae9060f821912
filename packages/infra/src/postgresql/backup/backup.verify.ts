import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeCertificate, shows } from '@semantic-explorer/platform/testing';
import { eventually } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { generatedSecrets } from '../testing/cases.js';
import type { RealServer } from '../testing/real-server.js';
import { realServer } from '../testing/real-server.js';
import { runBackup } from './testing/real-backup.js';
import type { RealStore } from './testing/real-store.js';
import { realStore } from './testing/real-store.js';

const secrets = generatedSecrets;
const password = secrets['prod-semantic-explorer-credentials']?.['postgresql-password'] ?? '';
const login = { user: 'explorer', password, database: 'explorer' };

/** What the application might have: tables with keys and indexes, a sequence, a type, a function, large texts. */
const schema = `
  CREATE TYPE state AS ENUM ('new', 'done');
  CREATE TABLE collections (id serial PRIMARY KEY, title text NOT NULL UNIQUE, state state DEFAULT 'new');
  CREATE TABLE documents (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, collection int REFERENCES collections ON DELETE CASCADE, body jsonb
  );
  CREATE INDEX ON documents USING gin (body);
  CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION touched();
  INSERT INTO collections (title) SELECT 'Größe "' || i || E'"\\n' FROM generate_series(1, 50) i;
  INSERT INTO documents (collection, body)
    SELECT 1 + i % 50, jsonb_build_object('n', i, 'text', repeat(md5(i::text), 40)) FROM generate_series(1, 2000) i;
`;
/** All that is in it, as one text for each part. */
const content = `
  SELECT md5(string_agg(c::text, ';' ORDER BY id)) FROM collections c;
  SELECT md5(string_agg(d::text, ';' ORDER BY id)) FROM documents d;
  SELECT string_agg(indexdef, ';' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public';
  SELECT string_agg(tgname || pg_get_triggerdef(oid), ';' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal;
  SELECT last_value FROM collections_id_seq;
  SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public';
`;
const read = async (server: RealServer, sql: string): Promise<string> =>
  (
    await Promise.all(
      sql
        .trim()
        .split(';\n')
        .map((one) => server.cluster.query(login, one)),
    )
  ).join('\n');

async function started(): Promise<RealServer> {
  const server = await realServer({}, secrets);
  await server.start();
  await server.createRoles();
  return server;
}

let directory = '';
let server: RealServer;
let other: RealServer;
let before = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'backup-'));
  server = await started();
  other = await started();
  await server.cluster.query(login, schema);
  before = await read(server, content);
});
afterAll(async () => {
  await server.cluster.remove();
  await other.cluster.remove();
  await rm(directory, { recursive: true, force: true });
});

it('has something to lose', () => {
  expect(before.split('\n').at(-1)).toBe('explorer');
  expect(before).toContain('USING gin (body)');
});

describe('a backup to the object store', () => {
  const bucket = 'dumps';
  const values = {
    postgresql: { backup: { enabled: true, objectStore: { bucket, prefix: 'own/database', existingSecret: 'store' } } },
  };
  let store: RealStore;
  beforeAll(async () => {
    store = await realStore(bucket, 'own/database');
  });
  afterAll(() => store.remove());
  const names = async (): Promise<readonly string[]> =>
    (await store.client('ls', '--recursive', '--json', `admin/${bucket}`))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { readonly key: string }).key);
  const place = () => ({
    directory,
    databasePort: server.cluster.port,
    store: store.address,
    secrets: { ...secrets, store: { 'access-key': store.user.accessKey, 'secret-key': store.user.secretKey } },
  });

  it('lies there under the name of its Job, and is the same data in an empty server', async () => {
    await runBackup(values, 'backup-1', place());
    expect(await names()).toEqual(['own/database/backup-1.dump']);

    const file = join(directory, 'downloaded.dump');
    await store.client('cp', `admin/${bucket}/own/database/backup-1.dump`, file);
    expect(await other.restore(file)).toBe('Restored. The database of before is called before_restore.\n');
    expect(await read(other, content)).toBe(before);
    // It can be used as before.
    await other.cluster.query(login, "INSERT INTO collections (title) VALUES ('more')");
    expect(await other.cluster.query(login, "SELECT id FROM collections WHERE title = 'more'")).toBe('51');
  });

  it('replaces nothing but what is old, below its own folder', async () => {
    await store.client('cp', join(directory, 'downloaded.dump'), `admin/${bucket}/others.dump`);
    await runBackup(values, 'backup-2', place());
    expect(await names()).toEqual(['others.dump', 'own/database/backup-1.dump', 'own/database/backup-2.dump']);
    // Everything is older than no time at all.
    await runBackup(values, 'backup-3', place(), { '--older-than=14d': '--older-than=0d' });
    expect(await names()).toEqual(['others.dump']);
  });

  it('fails without access to the folder', async () => {
    const elsewhere = {
      postgresql: {
        backup: {
          ...values.postgresql.backup,
          objectStore: { ...values.postgresql.backup.objectStore, prefix: 'another' },
        },
      },
    };
    await expect(runBackup(elsewhere, 'backup-4', place())).rejects.toThrow(/Access Denied|Insufficient permissions/);
  });
});

it('a backup goes over HTTPS to an object store whose private authority is trusted', async () => {
  shows('minio.tls.secretName', 'postgresql-backup/upload', 'expire');
  shows('trustedCertificates.secretName', 'postgresql-backup/upload', 'expire');
  const store = await realStore('dumps', 'database', makeCertificate());
  const values = {
    minio: { tls: { secretName: 'storage-tls' } },
    trustedCertificates: { secretName: 'own-ca' },
    postgresql: {
      backup: { enabled: true, objectStore: { bucket: 'dumps', prefix: 'database', existingSecret: 'store' } },
    },
  };
  const place = {
    directory,
    databasePort: server.cluster.port,
    store: store.address,
    secrets: { ...secrets, store: { 'access-key': store.user.accessKey, 'secret-key': store.user.secretKey } },
  };

  await expect(runBackup(values, 'backup-5', place)).rejects.toThrow('certificate');
  await runBackup(values, 'backup-6', { ...place, authorities: store.authority });
  expect(await store.client('ls', '--recursive', 'admin/dumps')).toContain('database/backup-6.dump');
  await store.remove();
});

describe('a backup to a claim', () => {
  const values = { postgresql: { backup: { enabled: true, destination: 'claim', keepDays: 2 } } };
  let claim = '';
  beforeAll(async () => {
    claim = await mkdtemp(join(directory, 'claim-'));
  });
  const place = () => ({ directory: claim, databasePort: server.cluster.port, secrets });

  it('keeps whole dumps of so many days, and what is not its own', async () => {
    const daysAgo = async (name: string, days: number) => {
      await writeFile(join(claim, name), 'x');
      const time = new Date(Date.now() - days * 86_400_000);
      await utimes(join(claim, name), time, time);
    };
    await daysAgo('old.dump', 2.1);
    await daysAgo('unfinished-old', 2.1);
    await daysAgo('young.dump', 1.9);
    await daysAgo('notes.txt', 30);
    await runBackup(values, 'backup-1', place());
    expect((await readdir(claim)).sort()).toEqual(['backup-1.dump', 'notes.txt', 'young.dump']);
  });

  it('leaves no dump behind that is called whole when it fails', async () => {
    await expect(runBackup(values, 'backup-2', { ...place(), databasePort: 1 })).rejects.toThrow('Connection refused');
    expect(await readdir(claim)).not.toContain('backup-2.dump');
  });

  it('replaces a database that is in use, which stays beside it', async () => {
    await server.cluster.query(login, 'DROP TABLE documents');
    const client = server.cluster.query(login, 'SELECT pg_sleep(60)').catch(String);
    await eventually('Somebody uses it', async () => {
      const asleep = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'";
      expect(await server.cluster.query(login, asleep)).toBe('1');
    });
    await server.restore(join(claim, 'backup-1.dump'));
    expect(await client).toContain('terminating connection due to administrator command');
    expect(await read(server, content)).toBe(before);
    const tables = "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'";
    expect(await server.cluster.query({ ...login, database: 'before_restore' }, tables)).toBe('collections');
    // And once more, over what the last time left.
    await server.restore(join(claim, 'backup-1.dump'));
    expect(await read(server, content)).toBe(before);
    const rights = "SELECT has_function_privilege('audit_reader', 'audit.events(timestamptz, timestamptz)', 'execute')";
    expect(await server.cluster.query(login, rights)).toBe('t');
    expect(await server.cluster.query(login, rights.replace('audit_reader', 'monitoring'))).toBe('f');
  });

  it('changes nothing when a dump is damaged', async () => {
    const file = join(claim, 'backup-1.dump');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 1000));
    await expect(server.restore(file)).rejects.toThrow('pg_restore: error');
    expect(await read(server, content)).toBe(before);
  });
});
