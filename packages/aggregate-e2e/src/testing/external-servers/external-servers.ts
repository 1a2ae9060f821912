import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { images } from '@semantic-explorer/platform';
import { parse } from 'yaml';

import { createServerCertificate } from '../certificate.js';
import { kubectl } from '../commands.js';
import type { Release, Values } from '../release.js';
import { demandSuccess } from '../release.js';
import type { Space } from '../space.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** Name of the release of the servers. */
export const serversRelease = 'servers';
const host = (service: string): string => `${serversRelease}-semantic-explorer-${service}`;

/** Values of that release. */
export const serversValues: Values = parse(read('values.yaml')) as Values;

/** What a deployer adds to the profile "external": where the servers are, and their authority. */
export const externalValues: Values = {
  trustedCertificates: { secretName: 'servers-tls' },
  postgresql: { external: { host: host('postgresql') } },
  nats: { external: { host: 'nats' } },
  qdrant: { external: { url: `http://${host('qdrant')}:6334` } },
  valkey: { external: { host: host('valkey') } },
  minio: { external: { url: `https://${host('minio')}:9000` } },
  oidc: { issuerUrl: `http://${host('dex')}:5556/dex` },
};

/** The Secrets that the profile asks for, and the keys that only the servers need. */
const secretKeys = {
  'explorer-postgresql': [
    'postgresql-password',
    ...['admin', 'monitoring', 'audit-reader'].map((role) => `postgresql-${role}-password`),
  ],
  'explorer-nats': ['nats-password'],
  'explorer-valkey': ['valkey-password'],
  'explorer-object-store': ['minio-access-key', 'minio-secret-key', 'minio-root-user', 'minio-root-password'],
  'explorer-login': ['oidc-client-secret'],
};

// NATS reads it as a word, not as a number.
const password = (): string => `p${randomBytes(12).toString('hex')}`;

/** Starts the servers: NATS on its own, the others as a release of the chart. */
export async function installExternalServers(
  space: Space,
  release: Release,
  ...options: readonly string[]
): Promise<void> {
  const { authority, certificate, key } = await createServerCertificate(space.directory, [
    'nats',
    host('postgresql'),
    host('minio'),
  ]);
  const secrets = Object.entries(secretKeys).map(([name, keys]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData: Object.fromEntries(keys.map((item) => [item, password()])),
  }));
  const tls = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: 'servers-tls' },
    stringData: { 'tls.crt': certificate, 'tls.key': key, 'ca.crt': authority },
  };
  const list = { apiVersion: 'v1', kind: 'List', items: [...secrets, tls] };
  await kubectl(space.administrator, ['create', '--filename=-'], JSON.stringify(list));
  await kubectl(space.administrator, ['create', '--filename=-'], natsObjects());
  demandSuccess(await release.install(serversValues, ...options));
  await kubectl(space.administrator, ['rollout', 'status', 'statefulset/nats', '--timeout=120s']);
}

/** The objects of NATS, with the image of the chart. */
function natsObjects(): string {
  const { registry, repository, tag } = images.nats;
  return read('nats.yaml').replace('IMAGE', `${registry}/${repository}:${tag}`);
}
