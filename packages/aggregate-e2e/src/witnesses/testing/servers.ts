import { chmod, chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PostgresqlCluster, RunningProgram } from 'programs';
import { createPostgresqlCluster, eventually, freePorts, startProgram } from 'programs';

import type { RustFake } from '../../testing/rust-fakes.js';
import { rustFake } from '../../testing/rust-fakes.js';
import type { Certificate } from './certificate.js';
import { createCertificate } from './certificate.js';
import type { Dex } from './dex.js';
import { client, startDex } from './dex.js';
import type { NatsServer } from './nats-server.js';
import { createNats } from './nats-server.js';
import type { ValkeyServer } from './valkey-server.js';
import { startValkey } from './valkey-server.js';

/** Variables of a program. */
export type Environment = Readonly<Record<string, string>>;

/** Nothing listens there. */
export const closed = '127.0.0.1:9';

/** All that the API needs to start, each without TLS, and NATS without a login. */
export interface Servers {
  readonly directory: string;
  readonly certificate: Certificate;
  readonly postgresql: PostgresqlCluster;
  readonly nats: NatsServer;
  readonly dex: Dex;
  readonly valkey: ValkeyServer;
  /** Starts a fake with the variables that it needs for these servers, and others that replace them. */
  start(name: RustFake, others?: Environment): Promise<Fake>;
  stop(): Promise<void>;
}

/** A fake that was started. */
export interface Fake extends RunningProgram {
  /** Waits until it answers a path with a status, 200 by default, and gives the text. */
  answer(path: string, status?: number): Promise<string>;
  /** Waits until it has written a text. */
  writes(text: string): Promise<void>;
  /** Its server. */
  readonly address: string;
}

const bcryptOfPassword = '$2b$10$IaxEylLuixP2OgsSeDNAje7bG47tJZspEFKCT2j4kC2gZQeyT99ii';
/** Users of Dex whose password is "password": one with all claims that the API reads, one as most examples of Dex have it. */
export const users: readonly Readonly<Record<string, string>>[] = [
  {
    email: 'admin@example.com',
    username: 'admin',
    preferredUsername: 'admin',
    userID: '1',
    hash: bcryptOfPassword,
  },
  { email: 'nameless@example.com', username: 'nameless', userID: '2', hash: bcryptOfPassword },
];

/** Starts the servers. PostgreSQL serves TLS too. */
export async function startServers(): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'witness-'));
  // Built here, and not while a test waits.
  await rustFake('api');
  const [port = 0] = await freePorts(1);
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  const certificate = await createCertificate(directory);
  const postgresql = await createPostgresqlCluster('password');
  await postgresql.start({ args: await tlsArguments(postgresql.directory) });
  const nats = await createNats(join(directory, 'nats'));
  await nats.start();
  const dex = await startDex(join(directory, 'dex'), { redirectUri: `${publicUrl}/auth_callback`, users });
  const valkey = await startValkey(directory);
  const common: Environment = {
    NATS_URL: `nats://${nats.address}`,
    NATS_REPLICAS: '1',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: `http://${closed}`,
    AWS_ACCESS_KEY_ID: 'access',
    AWS_SECRET_ACCESS_KEY: 'secret',
    LOG_FORMAT: 'pretty',
    // What the collector would get is no matter here.
    OTEL_ENABLED: 'false',
    RUST_LOG: 'info,opentelemetry_sdk=off',
  };
  const ofApi: Environment = {
    DATABASE_URL: `postgresql://postgres:password@127.0.0.1:${String(postgresql.port)}/postgres`,
    QDRANT_URL: `http://${closed}`,
    VALKEY_URL: `redis://${valkey.address}`,
    VALKEY_PASSWORD: valkey.password,
    S3_BUCKET_NAME: 'files',
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    // Open connections may delay the end of the API this long, which is 30 seconds by default.
    SHUTDOWN_TIMEOUT_SECS: '5',
    OIDC_ISSUER_URL: dex.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
    OIDC_USE_PKCE: 'true',
    ENCRYPTION_MASTER_KEY: '0'.repeat(64),
  };
  const own: Readonly<Record<RustFake, Environment>> = {
    api: ofApi,
    'embedding-inference-api': { INFERENCE_ALLOWED_EMBEDDING_MODELS: 'small', INFERENCE_PORT: String(port) },
    'llm-inference-api': { LLM_ALLOWED_MODELS: 'small', LLM_INFERENCE_PORT: String(port) },
    'worker-collections': { HEALTH_CHECK_PORT: String(port) },
    'worker-datasets': { HEALTH_CHECK_PORT: String(port) },
  };
  const fakes: RunningProgram[] = [];
  const servers: RunningProgram[] = [dex.running, valkey.running];
  return {
    directory,
    certificate,
    postgresql,
    nats,
    dex,
    valkey,
    start: async (name, others = {}) => {
      const running = startProgram(await rustFake(name), [], {
        environment: { ...common, ...own[name], ...others },
        directory,
      });
      fakes.push(running);
      return {
        ...running,
        address: publicUrl,
        writes: (text) =>
          eventually(
            `${name} writes "${text}"`,
            () => {
              if (!running.output().includes(text)) throw new Error('it has not written it');
            },
            { running },
          ),
        answer: (path, status = 200) =>
          eventually(
            `${name} answers ${path} with ${String(status)}`,
            async () => {
              const response = await fetch(`${publicUrl}${path}`, { redirect: 'manual' });
              const text = await response.text();
              if (response.status !== status) throw new Error(`${String(response.status)}: ${text}`);
              return text;
            },
            { running, timeoutMilliseconds: 25_000 },
          ),
      };
    },
    stop: async () => {
      for (const running of [...fakes, ...servers])
        if (running.exit() === undefined) await running.stop('SIGKILL').catch(() => undefined);
      await nats.stop();
      await postgresql.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Arguments with which PostgreSQL serves TLS: only its user may read the key. */
async function tlsArguments(directory: string): Promise<readonly string[]> {
  const { certificate, key } = await createCertificate(directory);
  const { uid, gid } = await stat(directory);
  await chmod(key, 0o600);
  await chown(key, uid, gid);
  return ['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`].flatMap((setting) => ['-c', setting]);
}
