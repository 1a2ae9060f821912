import { execFile } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  chartOfServices,
  containerEnvironment,
  ofKind,
  podsOf,
  render,
  shows,
} from '@semantic-explorer/platform/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { postgresqlBackup } from './backup/builder.js';
import { postgresql } from './builder.js';
import { generatedSecrets } from './testing/cases.js';
import type { RealServer } from './testing/real-server.js';
import { realServer } from './testing/real-server.js';

const run = promisify(execFile);
const values = { postgresql: { tls: { secretName: 'certificate' }, backup: { enabled: true } } };

let real: RealServer;
let directory = '';
beforeAll(async () => {
  real = await realServer(values, generatedSecrets);
  directory = join(real.cluster.directory, 'tls');
  await mkdir(directory);
  await chmod(directory, 0o755);
  const files = ['-keyout', join(directory, 'tls.key'), '-out', join(directory, 'tls.crt')];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=db', '-days', '2', ...files]);
});
afterAll(() => real.cluster.remove());

/** Gives the key the owner and mode that Kubernetes gives to files of a Secret: root, and the group of the pod. */
async function withMode(mode: number): Promise<void> {
  const key = join(directory, 'tls.key');
  await chmod(key, mode);
  if (process.getuid?.() === 0) await chown(key, 0, 65534);
}

it('serves TLS with a key that root and the group of the pod can read, as the volume has it', async () => {
  shows('postgresql.tls.secretName', 'postgresql', 'postgresql-backup/dump');
  const [pod] = podsOf(render(chartOfServices(postgresql), values));
  const { secret } = (pod?.spec.volumes ?? []).find(({ name }) => name === 'certificate') as unknown as {
    readonly secret: { readonly defaultMode: number };
  };
  // Whoever starts the server owns the key, unless it is root: others must not read it then.
  await withMode(process.getuid?.() === 0 ? secret.defaultMode : 0o600);
  const server = await real.start();
  await real.createRoles();
  const [cronJob] = ofKind(render(chartOfServices(postgresql, postgresqlBackup), values), 'CronJob');
  const dump = podsOf(cronJob === undefined ? [] : [cronJob])
    .flatMap(({ spec }) => spec.initContainers ?? [])
    .find(({ name }) => name === 'dump');
  const environment = dump === undefined ? {} : containerEnvironment(dump, generatedSecrets);
  expect(environment['PGSSLMODE']).toBe('require');
  const { stdout } = await run('psql', ['-Atc', 'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()'], {
    env: { ...environment, PATH: process.env['PATH'], PGHOST: '127.0.0.1', PGPORT: String(real.cluster.port) },
  });
  expect(stdout).toBe('t|TLSv1.3\n');
  await server.stop('SIGINT');
});

it('does not start with a key that everybody can read, as a volume has it without a mode', async () => {
  await withMode(0o644);
  await expect(real.start()).rejects.toThrow(/private key file ".*" has group or world access/);
});
