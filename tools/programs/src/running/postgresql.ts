import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { program } from '../program.js';
import { runCommand } from '../run-command.js';
import { eventually } from './eventually.js';
import { freePorts } from './ports.js';
import type { RunningProgram } from './start.js';
import { startProgram } from './start.js';

/** Who logs in, over TCP. */
export interface PostgresqlLogin {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** How a server is started. */
export interface ServerOptions {
  /** Arguments before those that keep it on 127.0.0.1. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Listens on its socket alone, as while the official image prepares a data directory. */
  readonly socketOnly?: boolean;
}

/** A data directory of PostgreSQL, and the port on 127.0.0.1 that its server gets. */
export interface PostgresqlCluster {
  readonly port: number;
  /** The server's sockets lie here, and what else a test puts there: all is removed in the end. */
  readonly directory: string;
  readonly dataDirectory: string;
  /** Starts the server and waits until it answers. */
  start(options?: ServerOptions): Promise<RunningProgram>;
  /** What the real client prints for some SQL: rows without a header, columns separated by `|`. */
  query(login: PostgresqlLogin, sql: string): Promise<string>;
  /** Stops the server at once, and removes everything. */
  remove(): Promise<void>;
}

const clientRemedy = 'The client of PostgreSQL is needed. Install it (Debian: postgresql-client).';
/** PostgreSQL refuses to run as root: `nobody` stands in for it. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/**
 * Makes a data directory the way the official image does: a superuser `postgres` with a password, and a last line in
 * `pg_hba.conf` that lets everybody in over TCP who knows a password.
 *
 * @param initdbArguments what the image gets in `POSTGRES_INITDB_ARGS`
 */
export async function createPostgresqlCluster(
  superuserPassword: string,
  initdbArguments: readonly string[] = ['--auth-host=scram-sha-256'],
): Promise<PostgresqlCluster> {
  const installed = dirname(dirname(await program('postgresql')));
  const directory = await mkdtemp(join(tmpdir(), 'postgresql-'));
  const dataDirectory = join(directory, 'data');
  const [port = 0] = await freePorts(1);
  let programs = '';
  try {
    await runCommand('psql', ['--version'], { directory, remedy: clientRemedy });
    programs = await reachable(installed, directory);
    const passwordFile = join(directory, 'password');
    await writeFile(passwordFile, superuserPassword);
    if (unprivileged !== undefined) {
      const owner = `${unprivileged.uid}:${unprivileged.gid}`;
      await runCommand('chown', ['-R', owner, directory], { directory, remedy: 'It is part of every Linux.' });
    }
    const fixed = ['--username=postgres', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
    await promisify(execFile)(join(programs, 'bin/initdb'), [...fixed, ...initdbArguments], {
      ...unprivileged,
      env: { PGDATA: dataDirectory },
    });
    await rm(passwordFile);
    await appendFile(join(dataDirectory, 'pg_hba.conf'), '\nhost all all all scram-sha-256\n');
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }

  const servers: RunningProgram[] = [];
  return {
    port,
    directory,
    dataDirectory,
    start: async ({ args = [], environment = {}, socketOnly = false } = {}) => {
      const here = { listen_addresses: socketOnly ? '' : '127.0.0.1', port, unix_socket_directories: directory };
      const server = startProgram(
        join(programs, 'bin/postgres'),
        [...args, ...Object.entries(here).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        { user: unprivileged, directory, environment: { PGDATA: dataDirectory, ...environment } },
      );
      servers.push(server);
      const host = socketOnly ? directory : '127.0.0.1';
      const ready = [`--host=${host}`, `--port=${port}`, '--username=postgres', '--dbname=postgres'];
      const isReady = () => runCommand('pg_isready', ready, { directory, remedy: clientRemedy });
      await eventually('PostgreSQL is ready', isReady, { running: server });
      return server;
    },
    query: ({ user, password, database }, sql) =>
      runCommand(
        'psql',
        ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', `--command=${sql}`],
        {
          directory,
          environment: {
            PGHOST: '127.0.0.1',
            PGPORT: String(port),
            PGUSER: user,
            PGPASSWORD: password,
            PGDATABASE: database,
          },
          remedy: clientRemedy,
        },
      ).then((text) => text.replace(/\n$/, '')),
    remove: async () => {
      for (const server of servers) if (server.exit() === undefined) await server.stop('SIGQUIT');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A folder of programs that an unprivileged user can reach, who gets no further than a home directory of root. */
async function reachable(programs: string, directory: string): Promise<string> {
  if (unprivileged === undefined) return programs;
  const copy = join(directory, 'programs');
  for (const entry of await readdir(programs)) {
    await cp(join(programs, entry), join(copy, entry), { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}
