import { join } from 'node:path';

import { shows } from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RustFake } from '../testing/rust-fakes.js';
import { createNats } from './testing/nats-server.js';
import type { Environment, Fake, Servers } from './testing/servers.js';
import { closed, startServers } from './testing/servers.js';
import { startValkey } from './testing/valkey-server.js';

const panic = 'Could not automatically determine the process-level CryptoProvider';
const timeout = 60_000;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

/** Starts a fake that cannot work with some variables, and gives its exit code and whether it panicked. */
async function fails(name: RustFake, variables: Environment): Promise<readonly [code: number | null, panics: boolean]> {
  const fake: Fake = await servers.start(name, variables);
  const { code } = await fake.ended;
  return [code, fake.output().includes(panic)];
}

describe('the server of a program', () => {
  it.each(['api', 'embedding-inference-api', 'llm-inference-api'] as const)('%s ends with TLS', async (name) => {
    const { certificate, key } = servers.certificate;
    const variables = { SERVER_SSL_ENABLED: 'true', TLS_SERVER_CERT_PATH: certificate, TLS_SERVER_KEY_PATH: key };

    expect(await fails(name, variables)).toEqual([101, true]);
  });

  it.each(['api', 'embedding-inference-api', 'llm-inference-api'] as const)('%s serves HTTP', async (name) => {
    const fake = await servers.start(name);
    await fake.answer('/health/live');

    expect(await fake.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('NATS', () => {
  it.each(['api', 'worker-collections', 'worker-datasets'] as const)(
    'ends %s with a URL of the scheme tls',
    async (name) => {
      const server = await createNats(join(servers.directory, `tls-${name}`), { tls: servers.certificate });
      await server.start();
      const [code, panics] = await fails(name, {
        NATS_URL: `tls://${server.address}`,
        SSL_CERT_FILE: servers.certificate.authority,
      });
      await server.stop();

      expect(panics).toBe(true);
      expect(code).not.toBe(0);
    },
    timeout,
  );
});

describe('Qdrant', () => {
  it('ends the API with a URL of the scheme https', async () => {
    expect(await fails('api', { QDRANT_URL: `https://${closed}` })).toEqual([101, true]);
  });
});

describe('Valkey', () => {
  it('ends the API with TLS', async () => {
    expect(await fails('api', { VALKEY_TLS_ENABLED: 'true' })).toEqual([101, true]);
  });

  it('is used without TLS, with a password', async () => {
    shows('valkey.auth.enabled', 'api');
    shows('valkey.external.host', 'api');
    const api = await servers.start('api');
    await api.answer('/health/live');
    const report = JSON.parse(await api.answer('/fake/report')) as Record<string, { readonly problem?: string }>;

    expect(report['cache']).not.toHaveProperty('problem');
    await api.stop();
  });
});

describe('a replica of Valkey', () => {
  it('gets the read operations of the API', async () => {
    shows('valkey.external.readHost', 'api');
    const replica = await startValkey(servers.directory, servers.valkey);
    const api = await servers.start('api', { VALKEY_READ_URL: `redis://${replica.address}` });
    await api.answer('/health/live');

    await expect.poll(() => replica.commands(), { timeout: 20_000 }).toContain('cmdstat_get:');
    expect(await replica.commands()).not.toMatch(/cmdstat_setex?:.*rejected_calls=[1-9]/);
    await api.stop();
    await replica.running.stop();
  });
});

describe('PostgreSQL', () => {
  const superuser = { user: 'postgres', password: 'password', database: 'postgres' };

  it.each([
    ['disable', false],
    ['prefer', true],
    ['require', true],
    ['verify-full', true],
  ])('is used with sslmode=%s and a private authority', async (mode, encrypted) => {
    shows('postgresql.external.host', 'api');
    shows('postgresql.external.sslMode', 'api');
    const { postgresql } = servers;
    const database = `postgresql://postgres:password@127.0.0.1:${String(postgresql.port)}/postgres`;
    const authorities = join(postgresql.directory, 'authority.crt');
    const api = await servers.start('api', { DATABASE_URL: `${database}?sslmode=${mode}&sslrootcert=${authorities}` });
    await api.answer('/health/live');

    const sessions =
      "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE query LIKE '%fake%' AND pid <> pg_backend_pid()";
    await expect.poll(() => postgresql.query(superuser, sessions)).toBe(encrypted ? 't' : 'f');
    await api.stop();
  });

  it('ends the API with sslmode=verify-ca', async () => {
    const { directory, port } = servers.postgresql;
    const database = `postgresql://postgres:password@127.0.0.1:${String(port)}/postgres`;
    const DATABASE_URL = `${database}?sslmode=verify-ca&sslrootcert=${join(directory, 'authority.crt')}`;

    expect(await fails('api', { DATABASE_URL })).toEqual([101, true]);
  });

  it('is not used with sslmode=verify-full and another authority', async () => {
    const database = `postgresql://postgres:password@127.0.0.1:${String(servers.postgresql.port)}/postgres`;
    const { authority } = servers.certificate;
    const api = await servers.start('api', {
      DATABASE_URL: `${database}?sslmode=verify-full&sslrootcert=${authority}`,
    });

    expect(await api.ended).toEqual({ code: 1, signal: null });
    expect(api.output()).toContain('invalid peer certificate');
  });

  it('is used with TLS', async () => {
    shows('postgresql.tls.secretName', 'api');
    const { postgresql } = servers;
    expect(await postgresql.query(superuser, 'SHOW ssl')).toBe('on');

    const api = await servers.start('api', {
      DATABASE_URL: `postgresql://postgres:password@127.0.0.1:${String(postgresql.port)}/postgres?sslmode=require`,
    });
    await api.answer('/health/live');

    const sessions =
      "SELECT DISTINCT version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE query LIKE '%fake%' AND ssl";
    await expect.poll(() => postgresql.query(superuser, sessions)).toBe('TLSv1.3');
    await api.stop();
  });
});
