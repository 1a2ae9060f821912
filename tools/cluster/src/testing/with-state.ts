import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the environment of a new folder for the state of clusters, and removes the folder afterwards. */
export async function withState<T>(use: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'cluster-'));
  try {
    return await use({ CLUSTER_STATE: directory });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
