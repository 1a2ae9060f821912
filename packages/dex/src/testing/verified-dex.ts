import { chmod, chown, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Certificate } from '@semantic-explorer/platform/testing';
import type { PostgresqlCluster } from 'programs';
import { createPostgresqlCluster } from 'programs';

import type { FlowSettings } from './authorization-code-flow.js';
import type { Values } from './dex-chart.js';
import type { RealDex, RealDexOptions } from './real-dex.js';
import { startDex } from './real-dex.js';

/** What Secrets hold, with characters that have to survive. */
export const secrets = {
  'prod-semantic-explorer-credentials': {
    'oidc-client-secret': 'AbcDEF0123456789AbcDEF0123456789AbcDEF0123456789',
    'grafana-client-secret': 'GrafanaDEF0123456789AbcDEF0123456789AbcDEF012345',
    'auth-proxy-client-secret': 'ProxyF0123456789AbcDEF0123456789AbcDEF0123456789',
  },
  login: { secret: 'own secret: +/%&é' },
  github: { 'client-id': 'github-id', 'client-secret': 'github$secret' },
  'dex-database': { password: 'a "quoted" pass\'word $1 \\' },
  // bcrypt of "password"
  'dex-hashes': {
    ADMIN_HASH: '$2b$10$IaxEylLuixP2OgsSeDNAje7bG47tJZspEFKCT2j4kC2gZQeyT99ii',
    GRAFANA_SECRET: 'secret of $another client',
  },
};
/** A person whose password is "password". */
export const admin = { email: 'admin@example.com', username: 'admin', userID: '1', hashFromEnv: 'ADMIN_HASH' };
/** Values with that person. */
export const person: Values = {
  dex: { config: { staticPasswords: [admin] }, envFrom: [{ secretRef: { name: 'dex-hashes' } }] },
};

/** The client that the API is, and a person with the right password. */
export const apiFlow = ({ api, web }: RealDex): FlowSettings => ({
  issuer: api['OIDC_ISSUER_URL'] ?? '',
  address: web,
  clientId: api['OIDC_CLIENT_ID'] ?? '',
  clientSecret: api['OIDC_CLIENT_SECRET'] ?? '',
  redirectUri: `${api['PUBLIC_URL'] ?? ''}/auth_callback`,
  email: admin.email,
  password: 'password',
});

/** Starts a Dex for `use`, and stops it afterwards; a given volume stays. */
export async function withDex(
  values: readonly Values[],
  use: (dex: RealDex) => Promise<void>,
  options?: RealDexOptions,
): Promise<void> {
  const dex = await startDex(values, secrets, options);
  try {
    await use(dex);
  } finally {
    await dex.stop(options?.volume !== undefined);
  }
}

/**
 * A real PostgreSQL with a database for Dex, and the values that say so. It serves TLS if there is a certificate. Remove its
 * cluster in the end.
 */
export async function createDexDatabase(
  tls?: Certificate,
): Promise<{ readonly cluster: PostgresqlCluster; readonly values: Values }> {
  const superuser = { user: 'postgres', password: 'admin', database: 'postgres' };
  const cluster = await createPostgresqlCluster(superuser.password);
  await cluster.start({ args: tls === undefined ? [] : await tlsArguments(cluster.directory, tls) });
  const password = secrets['dex-database'].password.replaceAll("'", "''");
  await cluster.query(superuser, `CREATE ROLE dex LOGIN PASSWORD '${password}'`);
  await cluster.query(superuser, 'CREATE DATABASE dex OWNER dex');
  const postgres = { host: '127.0.0.1', port: cluster.port, sslMode: tls === undefined ? 'disable' : 'require' };
  return { cluster, values: { dex: { config: { storage: { postgres } } } } };
}

/** Arguments with which PostgreSQL serves TLS: only its user may read the key. */
async function tlsArguments(directory: string, { cert, key }: Certificate): Promise<readonly string[]> {
  const [certFile, keyFile] = [join(directory, 'tls.crt'), join(directory, 'tls.key')];
  await writeFile(certFile, cert);
  await writeFile(keyFile, key);
  const { uid, gid } = await stat(directory);
  await chmod(keyFile, 0o600);
  await chown(keyFile, uid, gid);
  return ['ssl=on', `ssl_cert_file=${certFile}`, `ssl_key_file=${keyFile}`].flatMap((setting) => ['-c', setting]);
}
