import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, runCommand, startProgram } from 'programs';

/** A real MinIO with a bucket. */
export interface ObjectStore {
  /** The variables of a program that uses it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly running: RunningProgram;
}

const login = { user: 'explorer', password: 'explorer-password' };

/** Starts MinIO with its data in a folder, and creates a bucket. */
export async function startObjectStore(directory: string, bucket: string): Promise<ObjectStore> {
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${String(port)}`;
  const data = join(directory, 'data');
  await mkdir(data, { recursive: true });
  const running = startProgram(await program('minio'), ['server', '--address', address, data], {
    environment: { MINIO_ROOT_USER: login.user, MINIO_ROOT_PASSWORD: login.password, HOME: directory },
  });
  const mc = await program('mc');
  const environment = { MC_HOST_store: `http://${login.user}:${login.password}@${address}`, HOME: directory };
  const create = (): Promise<string> =>
    runCommand(mc, ['mb', '--ignore-existing', `store/${bucket}`], { directory, environment, remedy: 'Install mc.' });
  await eventually('the bucket is there', create, { running });
  return {
    running,
    environment: {
      AWS_ENDPOINT_URL: `http://${address}`,
      AWS_ACCESS_KEY_ID: login.user,
      AWS_SECRET_ACCESS_KEY: login.password,
      S3_FORCE_PATH_STYLE: 'true',
      S3_BUCKET_NAME: bucket,
    },
  };
}
