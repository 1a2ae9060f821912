import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Certificate } from '@semantic-explorer/platform/testing';
import { containerEnvironment, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import type { Values } from './minio-init-chart.js';
import { chart } from './minio-init-chart.js';

/** How a program ended, and all that it wrote. */
export interface Run {
  readonly code: number;
  readonly output: string;
}

/** A login of the store. */
export interface Login {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A real MinIO on this machine, and the program of the Job. */
export interface RealStore {
  readonly url: string;
  /** File with the authority of its certificate, if it has one. */
  readonly authority: string;
  /** Starts MinIO; it may not be ready yet. */
  start(): Promise<RunningProgram>;
  /** Waits until it takes requests. */
  ready(): Promise<void>;
  /** Runs the program as the pod of the Job would for some values; `changes` replace variables. */
  prepare(values?: Values, changes?: Readonly<Record<string, string>>): Promise<Run>;
  /** The same for the objects of a chart. */
  prepareFor(objects: readonly Manifest[], changes?: Readonly<Record<string, string>>): Promise<Run>;
  /** Runs mc with a login, by default that of the administrator; `store/` stands before names of buckets. */
  mc(args: readonly string[], login?: Login): Promise<Run>;
  /** Writes a file that mc can read, and gives its path. */
  file(name: string, text: string): Promise<string>;
  /** Ends MinIO, and removes all data. */
  remove(): Promise<void>;
}

/** The keys that the tests give to everybody. A secret key of S3 may hold any of these characters. */
export const keys = {
  root: { accessKey: 'administrator', secretKey: 'secret-of-the-administrator' },
  application: { accessKey: 'application-key', secretKey: 'secret/of+the=application:@$x%' },
  backup: { accessKey: 'backup', secretKey: 'secret-of-backup' },
} as const satisfies Readonly<Record<string, Login>>;

const secrets = {
  'prod-semantic-explorer-credentials': {
    'minio-root-user': keys.root.accessKey,
    'minio-root-password': keys.root.secretKey,
    'minio-access-key': keys.application.accessKey,
    'minio-secret-key': keys.application.secretKey,
  },
};
/** Region of the store: another one than clients assume. */
export const region = 'eu-north-1';

/** Prepares a directory, a port and HTTPS if there is a certificate. Nothing runs yet; remove the store in the end. */
export async function realStore(tls?: Certificate): Promise<RealStore> {
  const [minio, mc] = await Promise.all([program('minio'), program('mc')]);
  const directory = await mkdtemp(join(tmpdir(), 'minio-init-'));
  const [port = 0, consolePort = 0] = await freePorts(2);
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`;
  const certificates = join(directory, 'certificates');
  const authority = join(certificates, 'public.crt');
  await mkdir(certificates);
  if (tls !== undefined) {
    await write(authority, tls.cert);
    await write(join(certificates, 'private.key'), tls.key);
  }
  await mkdir(join(directory, 'bin'));
  await symlink(mc, join(directory, 'bin', 'mc'));
  const path = `${join(directory, 'bin')}:${process.env['PATH'] ?? ''}`;
  let runs = 0;
  let server: RunningProgram | undefined;
  const prepareFor: RealStore['prepareFor'] = async (objects, changes = {}) => {
    const setup = join(directory, `setup-${String(runs++)}`);
    const { command, environment, files } = renderedJob(objects);
    for (const [name, text] of Object.entries(files)) await write(join(setup, name), text);
    const [shell = '', ...args] = command.map((word) => word.replace('/setup', setup));
    const here = { STORE_URL: url, HOME: setup, MC_CONFIG_DIR: join(setup, 'tmp'), PATH: path };
    return run(shell, args, { ...environment, ...here, ...changes });
  };

  return {
    url,
    authority,
    start: async () => {
      const addresses = [
        `--address=127.0.0.1:${String(port)}`,
        `--console-address=127.0.0.1:${String(consolePort)}`,
        `--certs-dir=${certificates}`,
      ];
      const environment = {
        MINIO_ROOT_USER: keys.root.accessKey,
        MINIO_ROOT_PASSWORD: keys.root.secretKey,
        MINIO_REGION: region,
        MINIO_UPDATE: 'off',
        // The data may lie on the root disk here.
        MINIO_CI_CD: '1',
        HOME: directory,
      };
      await mkdir(join(directory, 'data'), { recursive: true });
      server = startProgram(minio, ['server', ...addresses, join(directory, 'data')], { environment });
      return server;
    },
    ready: async () => {
      const options = { timeoutMilliseconds: 60_000, ...(server === undefined ? {} : { running: server }) };
      await eventually(
        'MinIO is ready',
        async () => {
          const response = await fetch(`${url}/minio/health/cluster`);
          if (!response.ok) throw new Error(String(response.status));
        },
        options,
      );
    },
    prepare: (values = {}, changes = {}) => prepareFor(render(chart, values), changes),
    prepareFor,
    mc: async (args, login = keys.root) => {
      const config = join(directory, 'logins', `${login.accessKey} ${login.secretKey}`.replaceAll('/', '-'));
      const environment = { HOME: config, MC_CONFIG_DIR: config, PATH: path };
      // The variable MC_HOST_store would not do: mc takes the keys in its URL as they are, also a ":" or "@".
      await run(
        mc,
        ['alias', 'set', 'store', url, '--api=S3v4'],
        environment,
        `${login.accessKey}\n${login.secretKey}\n`,
      );
      return run(mc, args, environment);
    },
    file: async (name, text) => {
      await write(join(directory, 'files', name), text);
      return join(directory, 'files', name);
    },
    remove: async () => {
      if (server !== undefined && server.exit() === undefined) await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What the pod of the Job runs, and the files that it finds. */
function renderedJob(objects: readonly Manifest[]) {
  const container = podsOf(objects)
    .flatMap(({ spec }) => spec.containers)
    .find(({ name }) => name === 'minio-init');
  const texts = ofKind(objects, 'ConfigMap')
    .map(({ data }) => data as Readonly<Record<string, string>>)
    .find((data) => 'prepare-store.sh' in data);
  if (container === undefined || texts === undefined) throw new Error('There is no Job.');
  return {
    command: container.command ?? [],
    environment: containerEnvironment(container, {
      ...secrets,
      storage: secrets['prod-semantic-explorer-credentials'],
    }),
    files: { ...texts, [`users/${keys.backup.accessKey}`]: keys.backup.secretKey },
  };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, 0o644);
}

const run = (file: string, args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Run> =>
  new Promise((resolve) => {
    const child = execFile(file, args, { env, timeout: 120_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: stdout + stderr });
    });
    child.stdin?.on('error', () => undefined).end(input);
  });
