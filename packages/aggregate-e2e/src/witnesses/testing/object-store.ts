import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, runCommand, startProgram } from 'programs';

import type { Certificate } from './certificate.js';

/** A real MinIO with a bucket. */
export interface ObjectStore {
  /** The variables of a program that uses it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly running: RunningProgram;
}

const login = { user: 'explorer', password: 'explorer-password' };

/** Starts MinIO with its data in a folder, and creates a bucket. It serves HTTPS if there is a certificate. */
export async function startObjectStore(directory: string, bucket: string, tls?: Certificate): Promise<ObjectStore> {
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${String(port)}`;
  const data = join(directory, 'data');
  const certificates = join(directory, 'certificates');
  for (const folder of [data, certificates]) await mkdir(folder, { recursive: true });
  if (tls !== undefined) {
    await copyFile(tls.certificate, join(certificates, 'public.crt'));
    await copyFile(tls.key, join(certificates, 'private.key'));
  }
  const scheme = tls === undefined ? 'http' : 'https';
  const args = ['server', '--address', address, '--certs-dir', certificates, data];
  const running = startProgram(await program('minio'), args, {
    environment: { MINIO_ROOT_USER: login.user, MINIO_ROOT_PASSWORD: login.password, HOME: directory },
  });
  const mc = await program('mc');
  const environment = {
    MC_HOST_store: `${scheme}://${login.user}:${login.password}@${address}`,
    HOME: directory,
    ...(tls === undefined ? {} : { SSL_CERT_FILE: tls.authority }),
  };
  const create = (): Promise<string> =>
    runCommand(mc, ['mb', '--ignore-existing', `store/${bucket}`], { directory, environment, remedy: 'Install mc.' });
  await eventually('the bucket is there', create, { running });
  return {
    running,
    environment: {
      AWS_ENDPOINT_URL: `${scheme}://${address}`,
      AWS_ACCESS_KEY_ID: login.user,
      AWS_SECRET_ACCESS_KEY: login.password,
      S3_FORCE_PATH_STYLE: 'true',
      S3_BUCKET_NAME: bucket,
    },
  };
}
