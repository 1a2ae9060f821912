import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Certificate } from '@semantic-explorer/platform/testing';
import { eventually, freePorts, program, startProgram } from 'programs';

const run = promisify(execFile);

/** A real object store with one bucket, and a user who can reach nothing but one folder of it. */
export interface RealStore {
  /** Host and port. */
  readonly address: string;
  /** File with the authority of its certificate, if it has one. */
  readonly authority: string;
  readonly user: { readonly accessKey: string; readonly secretKey: string };
  /** Runs its client as administrator, to whom the store is called `admin`; gives what it prints. */
  client(...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** What a backup needs: to see the bucket, and to write, read and delete below a folder. */
const policy = (bucket: string, folder: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      Resource: [`arn:aws:s3:::${bucket}`],
    },
    {
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      Resource: [`arn:aws:s3:::${bucket}/${folder}/*`],
    },
  ],
});

/** Starts a store, which serves HTTPS if there is a certificate. Remove it in the end. */
export async function realStore(bucket: string, folder: string, tls?: Certificate): Promise<RealStore> {
  const directory = await mkdtemp(join(tmpdir(), 'store-'));
  const [port = 0, console = 0] = await freePorts(2);
  const address = `127.0.0.1:${String(port)}`;
  const user = { accessKey: 'backup', secretKey: 'se/cr+et=of-the@backup' };
  const certificates = join(directory, 'certificates');
  const authority = join(certificates, 'public.crt');
  await mkdir(certificates);
  if (tls !== undefined) {
    await writeFile(authority, tls.cert);
    await writeFile(join(certificates, 'private.key'), tls.key);
  }
  const consoleAddress = `127.0.0.1:${String(console)}`;
  const addresses = ['--address', address, '--console-address', consoleAddress, '--certs-dir', certificates];
  const server = startProgram(await program('minio'), ['server', ...addresses, join(directory, 'data')], {
    environment: { MINIO_ROOT_USER: 'root', MINIO_ROOT_PASSWORD: 'password', MINIO_CI_CD: '1', HOME: directory },
  });
  const mc = await program('mc');
  const client = async (...args: readonly string[]): Promise<string> => {
    const env = {
      MC_HOST_admin: `${tls === undefined ? 'http' : 'https'}://root:password@${address}`,
      SSL_CERT_FILE: authority,
      HOME: directory,
      MC_CONFIG_DIR: join(directory, 'mc'),
    };
    return (await run(mc, args, { env })).stdout;
  };
  const remove = async () => {
    if (server.exit() === undefined) await server.stop('SIGTERM').catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await eventually('The store answers', () => client('mb', `admin/${bucket}`), { running: server });
    const file = join(directory, 'policy.json');
    await writeFile(file, JSON.stringify(policy(bucket, folder)));
    await client('admin', 'policy', 'create', 'admin', 'backup', file);
    await client('admin', 'user', 'add', 'admin', user.accessKey, user.secretKey);
    await client('admin', 'policy', 'attach', 'admin', 'backup', `--user=${user.accessKey}`);
  } catch (error) {
    await remove();
    throw error;
  }
  return { address, authority, user, client, remove };
}
