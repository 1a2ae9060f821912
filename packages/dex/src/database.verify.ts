import { makeCertificate, shows } from '@semantic-explorer/platform/testing';
import { installationMilliseconds } from 'programs';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createDexDatabase, withDex } from './testing/verified-dex.js';

let database: Awaited<ReturnType<typeof createDexDatabase>>;
beforeAll(async () => {
  database = await createDexDatabase(makeCertificate());
}, installationMilliseconds);
afterAll(() => database.cluster.remove());

it('keeps its data in an external PostgreSQL over TLS', async () => {
  shows('dex.config.storage.postgres.host', 'dex');
  shows('dex.config.storage.postgres.sslMode', 'dex');
  const storage = { dex: { config: { storage: { type: 'postgres', postgres: { existingSecret: 'dex-database' } } } } };
  await withDex([storage, database.values], async () => {
    const superuser = { user: 'postgres', password: 'admin', database: 'postgres' };
    const sessions = "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'dex'";

    expect(await database.cluster.query(superuser, sessions)).toBe('t');
  });
});
