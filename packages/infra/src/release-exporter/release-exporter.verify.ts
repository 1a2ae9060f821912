import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { connect, networkedService, objectStore, postgresql } from '@semantic-explorer/platform';
import {
  chartOfServices,
  containerEnvironment,
  ofKind,
  podsOf,
  render,
  shows,
} from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, installationMilliseconds, startProgram } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RealMinio } from '../minio/testing/real-minio.js';
import { realMinio } from '../minio/testing/real-minio.js';
import { generatedSecrets } from '../postgresql/testing/cases.js';
import type { RealServer } from '../postgresql/testing/real-server.js';
import { realServer } from '../postgresql/testing/real-server.js';
import { releaseExporter } from './builder.js';

const run = promisify(execFile);
const tls = { postgresql: { tls: { secretName: 'database' } }, minio: { tls: { secretName: 'storage' } } };
const databaseValues = { postgresql: tls.postgresql };
const storeValues = { minio: { ...tls.minio, replicas: 1 }, trustedCertificates: { secretName: 'own-ca' } };
const storeSecrets = {
  'prod-semantic-explorer-credentials': {
    'minio-root-user': 'generated01234567890A',
    'minio-root-password': 'generated0123456789abcdefghij',
  },
};

/** Writes a certificate that expires after some days, and its key. */
async function writeCertificate(certificate: string, key: string, days: number): Promise<void> {
  const files = ['-keyout', key, '-out', certificate, '-days', String(days)];
  const subject = ['-subj', '/CN=server', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files]);
  await chmod(key, 0o600);
}

/** When a certificate expires, in seconds since 1970. */
const expiryOf = async (certificate: string): Promise<number> =>
  Date.parse(new X509Certificate(await readFile(certificate)).validTo) / 1000;

describe('the exporter beside real servers', () => {
  let database: RealServer;
  let databaseProgram: RunningProgram;
  let store: RealMinio;
  let exporter: RunningProgram;
  let directory = '';
  let metricsPort = 0;
  let databaseFiles: readonly [certificate: string, key: string];

  beforeAll(async () => {
    database = await realServer(databaseValues, generatedSecrets);
    const mounted = join(database.cluster.directory, 'tls');
    await mkdir(mounted);
    await chmod(mounted, 0o755);
    databaseFiles = [join(mounted, 'tls.crt'), join(mounted, 'tls.key')];
    await writeCertificate(...databaseFiles, 30);
    await giveAway(databaseFiles[1]);
    databaseProgram = await database.start();
    store = await realMinio(storeValues, storeSecrets);
    for (const server of store.servers) server.start();

    const client = networkedService({
      name: 'client',
      source: 'client.ts',
      connections: [connect(postgresql), connect(objectStore)],
      build: () => undefined,
    });
    const objects = render(chartOfServices(client, releaseExporter([client])), tls);
    const container = podsOf(objects)[0]?.spec.containers[0];
    const [configMap] = ofKind(objects, 'ConfigMap');
    if (container === undefined) throw new Error('There is no exporter.');
    directory = await mkdtemp(join(tmpdir(), 'release-exporter-'));
    for (const [name, text] of Object.entries(configMap?.['data'] as Readonly<Record<string, string>>))
      await writeFile(join(directory, name), text);
    const [port = 0] = await freePorts(1);
    metricsPort = port;
    const { CERTIFICATE_SERVERS = '', ...environment } = containerEnvironment(container, {});
    const [, program = ''] = container.command ?? [];
    exporter = startProgram(process.execPath, [program.replace('/programs', directory)], {
      environment: {
        ...environment,
        METRICS_PORT: String(port),
        CERTIFICATE_INTERVAL_SECONDS: '1',
        CERTIFICATE_SERVERS: CERTIFICATE_SERVERS.replace(
          'prod-semantic-explorer-postgresql:5432',
          `127.0.0.1:${String(database.cluster.port)}`,
        ).replace('prod-semantic-explorer-minio:9000', `127.0.0.1:${String(store.servers[0]?.port)}`),
      },
    });
  }, installationMilliseconds);
  afterAll(async () => {
    await exporter.stop('SIGTERM');
    await store.remove();
    await database.cluster.remove();
    await rm(directory, { recursive: true, force: true });
  });

  /** What is exported of each server, in seconds since 1970. */
  const exported = async (): Promise<Readonly<Record<string, number>>> => {
    const text = await (await fetch(`http://127.0.0.1:${String(metricsPort)}/metrics`)).text();
    const samples = [...text.matchAll(/^certificate_not_after_timestamp_seconds\{server="(\w+)",.*\} (\d+)$/gm)];
    return Object.fromEntries(samples.map(([, server = '', seconds]) => [server, Number(seconds)]));
  };
  const eventuallyExports = (expected: Readonly<Record<string, number>>) =>
    eventually(
      'The exporter has looked',
      async () => {
        expect(await exported()).toEqual(expected);
      },
      { running: exporter, timeoutMilliseconds: 60_000 },
    );

  it('exports when the certificates of PostgreSQL and MinIO expire', async () => {
    shows('postgresql.tls.secretName', 'export-release.mjs');
    shows('minio.tls.secretName', 'export-release.mjs');
    await eventuallyExports({
      postgresql: await expiryOf(databaseFiles[0]),
      minio: await expiryOf(join(store.certificates, 'public.crt')),
    });
  });

  it('exports what servers show, not what lies in their files: MinIO reads a renewed one, PostgreSQL does not', async () => {
    const before = await expiryOf(databaseFiles[0]);
    await writeCertificate(...databaseFiles, 90);
    await giveAway(databaseFiles[1]);
    await writeCertificate(join(store.certificates, 'public.crt'), join(store.certificates, 'private.key'), 90);
    expect(await expiryOf(databaseFiles[0])).toBeGreaterThan(before);
    await eventuallyExports({
      postgresql: before,
      minio: await expiryOf(join(store.certificates, 'public.crt')),
    });
  });

  it('leaves no complaints in the log of PostgreSQL', () => {
    expect(databaseProgram.output()).toContain('ready to accept connections');
    expect(databaseProgram.output()).not.toMatch(/SSL|reset by peer|incomplete startup packet/);
  });
});

/** Gives a key to whom PostgreSQL runs as when the test runs as root: `nobody`. */
async function giveAway(key: string): Promise<void> {
  if (process.getuid?.() === 0) await chown(key, 65534, 65534);
}
