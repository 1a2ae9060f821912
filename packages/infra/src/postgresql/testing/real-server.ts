import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { PostgresqlCluster, RunningProgram } from 'programs';
import { createPostgresqlCluster, eventually, freePorts, program, startProgram } from 'programs';

import { postgresql } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** The real programs with what the chart renders for some values. */
export interface RealServer {
  readonly cluster: PostgresqlCluster;
  /** The environment of the server's container. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the server with the rendered arguments and configuration; `socketOnly` as the image does while it prepares. */
  start(socketOnly?: boolean): Promise<RunningProgram>;
  /** Creates roles and database as the image does, which reads a script that nobody may execute into its own shell. */
  createRoles(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Restores a dump with the script in the server's container; gives what it prints. */
  restore(dump: string): Promise<string>;
  /** Runs the command of a probe, of readiness unless the other is asked for. Rejects when it fails. */
  probe(kind?: 'readinessProbe' | 'livenessProbe'): Promise<unknown>;
  /** Starts the exporter beside the server; gives its metrics once it answers, and what it logged. */
  scrape(): Promise<{ readonly metrics: string; readonly log: string }>;
}

const chart = chartOfServices(postgresql);
const configFile = '/etc/postgresql/postgresql.conf';
const run = promisify(execFile);

/** A server for some values. Nothing runs yet; remove its cluster in the end. */
export const realServer = (values: Values, secrets: SecretTexts): Promise<RealServer> =>
  serverOf(render(chart, values), secrets);

/** Prepares a data directory, and what the objects of PostgreSQL have beside it. */
export async function serverOf(objects: readonly Manifest[], secrets: SecretTexts): Promise<RealServer> {
  const [configMap] = ofKind(objects, 'ConfigMap');
  const files = configMap?.['data'] as Readonly<Record<string, string>>;
  const containers = podsOf(objects).flatMap(({ spec }) => spec.containers);
  const container = (name: string): Container => {
    const found = containers.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`There is no container ${name}.`);
    return found;
  };
  const server = container('postgresql');
  const environment = containerEnvironment(server, secrets);
  const { POSTGRES_PASSWORD = '', POSTGRES_INITDB_ARGS = '' } = environment;

  const cluster = await createPostgresqlCluster(POSTGRES_PASSWORD, POSTGRES_INITDB_ARGS.split(' '));
  const { directory, port } = cluster;
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(directory, name), text.replaceAll('/etc/postgresql/', `${directory}/`));
    await chmod(join(directory, name), 0o644);
  }
  const local = { PATH: process.env['PATH'] ?? '', PGHOST: directory, PGPORT: String(port) };

  return {
    cluster,
    environment,
    start: (socketOnly = false) => {
      const args = (server.args ?? []).slice(1);
      const ownArgs = args.map((arg) => arg.replace(configFile, join(directory, 'postgresql.conf')));
      return cluster.start({ args: ownArgs, socketOnly });
    },
    createRoles: async (changes = {}) => {
      const shell = 'set -Eeo pipefail; . "$1"; unset PGPASSWORD; echo "the image goes on"';
      const { stdout } = await run('bash', ['-c', shell, 'bash', join(directory, 'create-roles.sh')], {
        env: { ...environment, ...local, ...changes },
      });
      if (!stdout.endsWith('the image goes on\n')) throw new Error(`The script ended its shell: ${stdout}`);
    },
    restore: async (dump) => {
      const client = dirname(await program('pg_dump'));
      const { stdout } = await run('sh', ['-c', 'exec sh "$1" < "$2"', 'sh', join(directory, 'restore.sh'), dump], {
        env: { ...environment, ...local, PATH: `${client}:${local.PATH}` },
      });
      return stdout;
    },
    probe: (kind = 'readinessProbe') => {
      const [command = '', ...args] = server[kind]?.exec?.command ?? [];
      return run(command, args, { env: { PATH: local.PATH, PGPORT: local.PGPORT } });
    },
    scrape: async () => {
      const [metricsPort = 0] = await freePorts(1);
      const { DATA_SOURCE_URI = '', ...login } = containerEnvironment(container('exporter'), secrets);
      const exporter = startProgram(
        await program('postgres_exporter'),
        [`--web.listen-address=127.0.0.1:${String(metricsPort)}`],
        { environment: { ...login, DATA_SOURCE_URI: DATA_SOURCE_URI.replace(':5432/', `:${String(port)}/`) } },
      );
      try {
        const ask = (path: string) =>
          fetch(`http://127.0.0.1:${String(metricsPort)}${path}`).then(async (response) => {
            if (!response.ok) throw new Error(`${path} answers ${String(response.status)}`);
            return response.text();
          });
        await eventually('The exporter answers its probe', () => ask('/'), { running: exporter });
        return { metrics: await ask('/metrics'), log: exporter.output() };
      } finally {
        await exporter.stop();
      }
    },
  };
}
