import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, podsOf, render } from '@semantic-explorer/platform/testing';
import { program } from 'programs';

import { postgresql } from '../../builder.js';
import type { Values } from '../../testing/real-server.js';
import { postgresqlBackup } from '../builder.js';

const chart = chartOfServices(postgresql, postgresqlBackup);
const run = promisify(execFile);

/** Where the pod runs. */
export interface Place {
  /** Stands in for the volume at /backups. */
  readonly directory: string;
  readonly databasePort: number;
  /** Host and port of the object store. */
  readonly store?: string;
  /** Replaces the bundle of certificate authorities. */
  readonly authorities?: string;
  readonly secrets: SecretTexts;
}

/**
 * Runs the containers of a backup's pod one after the other, as Kubernetes does, with their rendered commands and
 * environment. Those that wait are left out: what they wait for is there.
 *
 * @param replacements arguments that are other ones here
 */
export async function runBackup(
  values: Values,
  jobName: string,
  place: Place,
  replacements: Readonly<Record<string, string>> = {},
): Promise<void> {
  const pod = podsOf(render(chart, values)).find(({ owner }) => owner['kind'] === 'CronJob')?.spec;
  const containers = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
  for (const container of containers.filter(
    ({ name }) => !name.startsWith('wait-for-') && name !== 'write-ca-bundle',
  )) {
    await runContainer(container, jobName, place, replacements);
  }
}

async function runContainer(
  container: Container,
  jobName: string,
  { directory, databasePort, store = '', authorities = '', secrets }: Place,
  replacements: Readonly<Record<string, string>>,
): Promise<void> {
  // Kubernetes fills it in from the pod's own label.
  const env = (container.env ?? []).map((one) => (one.name === 'JOB_NAME' ? { name: one.name, value: jobName } : one));
  const rendered = containerEnvironment({ ...container, env }, secrets);
  const environment = {
    ...rendered,
    PATH: process.env['PATH'] ?? '',
    PGHOST: '127.0.0.1',
    PGPORT: String(databasePort),
    MC_HOST_store: (rendered['MC_HOST_store'] ?? '').replace('prod-semantic-explorer-minio:9000', store),
    MC_CONFIG_DIR: `${directory}/.mc`,
    ...('SSL_CERT_FILE' in rendered ? { SSL_CERT_FILE: authorities } : {}),
  };
  const words = [...(container.command ?? []), ...(container.args ?? [])].map(
    (word) =>
      replacements[word] ??
      word.replaceAll(/\$\((\w+)\)/g, (text, name: string) => rendered[name] ?? text).replaceAll('/backups', directory),
  );
  const [command = '', ...args] = words;
  await run(await executable(command), args, { env: environment });
}

/** The programs of the images. */
async function executable(command: string): Promise<string> {
  if (command === 'mc') return program('mc');
  return command === 'pg_dump' ? program('pg_dump') : command;
}
