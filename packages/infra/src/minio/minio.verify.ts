import { shows } from '@semantic-explorer/platform/testing';
import type { RunningProgram } from 'programs';
import { eventually, installationMilliseconds } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RealMinio, RealServer } from './testing/real-minio.js';
import { realMinio } from './testing/real-minio.js';

const root = { user: 'generated01234567890A', password: 'generated0123456789abcdefghijABCDEFGHIJ0' };
const secrets = {
  'prod-semantic-explorer-credentials': { 'minio-root-user': root.user, 'minio-root-password': root.password },
};
const timeout = 180_000;

const withTls = { minio: { tls: { secretName: 'storage-tls' } }, trustedCertificates: { secretName: 'own-ca' } };

describe.each([
  ['one server', { minio: { replicas: 1, region: 'eu-north-1' } }, { servers: 1, parity: 0, region: 'eu-north-1' }],
  ['four servers', {}, { servers: 4, parity: 2, region: 'us-east-1' }],
  ['four servers with TLS', withTls, { servers: 4, parity: 2, region: 'us-east-1' }],
])('%s', (_, values, expected) => {
  let minio: RealMinio;
  let running: RunningProgram[];
  const serverAt = (index: number): RealServer => {
    const server = minio.servers[index % minio.servers.length];
    if (server === undefined) throw new Error('There is no server.');
    return server;
  };
  const start = async () => {
    running = minio.servers.map((server) => server.start());
    await allReady();
  };
  const allReady = async () => {
    for (const [index, server] of minio.servers.entries()) {
      const program = running[index];
      const options = { timeoutMilliseconds: 90_000, ...(program === undefined ? {} : { running: program }) };
      // The probes succeed before the servers agree; what clients wait for is an answer.
      await eventually('The server answers', () => server.mc(['ls', 'store'], root), options);
    }
  };
  beforeAll(async () => {
    minio = await realMinio(values, secrets);
    await start();
  }, installationMilliseconds);
  afterAll(() => minio.remove());

  it('form one erasure set of as many drives', async () => {
    shows('minio.tls.secretName', 'minio');
    shows('trustedCertificates.secretName', 'minio');
    const { info } = JSON.parse(await serverAt(0).mc(['--json', 'admin', 'info', 'store'], root)) as {
      readonly info: {
        readonly servers: readonly { readonly state: string }[];
        readonly backend: Readonly<Record<'totalSets' | 'totalDrivesPerSet', readonly number[]>> & {
          readonly standardSCParity: number;
        };
      };
    };
    expect(info.servers.map(({ state }) => state)).toEqual(Array(expected.servers).fill('online'));
    expect(info.backend).toMatchObject({
      totalSets: [1],
      totalDrivesPerSet: [expected.servers],
      standardSCParity: expected.parity,
    });
  });

  it('pass all probes', async () => {
    for (const server of minio.servers) {
      await server.probe('startup');
      await server.probe('liveness');
      await server.probe('readiness');
    }
  });

  it('let the administrator of the Secret in, and nobody else, also to the console', async () => {
    await serverAt(0).mc(['admin', 'user', 'list', 'store'], root);
    const wrong = { ...root, password: 'another-password' };
    await expect(serverAt(0).mc(['admin', 'user', 'list', 'store'], wrong)).rejects.toThrow('signature');
    expect((await serverAt(1).consoleLogin(root)).status).toBe(204);
    expect((await serverAt(1).consoleLogin(wrong)).status).toBe(401);
  });

  it('tell metrics to whoever scrapes them', async () => {
    await eventually(
      'The metrics are there',
      async () => {
        const { status, body } = await serverAt(0).metrics();
        expect(status).toBe(200);
        expect(body).toMatch(new RegExp(`^minio_cluster_nodes_online_total\\S* ${String(expected.servers)}$`, 'm'));
      },
      { timeoutMilliseconds: 60_000 },
    );
  });

  it('keep data over a restart of all of them', { timeout }, async () => {
    await serverAt(0).mc(['mb', `--region=${expected.region}`, 'store/files'], root);
    await serverAt(0).mc(['cp', '--quiet', await minio.file('the document'), 'store/files/document'], root);
    expect(await serverAt(1).mc(['cat', 'store/files/document'], root)).toBe('the document');

    const exits = await Promise.all(running.map((one) => one.stop('SIGTERM', 60_000)));
    expect(exits.map(({ code }) => code)).toEqual(Array(expected.servers).fill(0));
    await start();
    expect(await serverAt(0).mc(['cat', 'store/files/document'], root)).toBe('the document');
  });

  if (expected.servers === 1) return;
  it('write while one is lost, and read while two are', { timeout }, async () => {
    const write = async (name: string) =>
      serverAt(0).mc(['cp', '--quiet', await minio.file('more'), `store/files/${name}`], root);
    await running[3]?.stop('SIGKILL').catch(() => undefined);
    await eventually('Three write', () => write('three'), { timeoutMilliseconds: 60_000 });
    await running[2]?.stop('SIGKILL').catch(() => undefined);
    await eventually('Two read', () => serverAt(0).mc(['cat', 'store/files/three'], root), {
      timeoutMilliseconds: 60_000,
    });
    await expect(write('two')).rejects.toThrow();
  });
});
