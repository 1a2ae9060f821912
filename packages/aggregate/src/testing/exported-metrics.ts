import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { RunningProgram } from 'programs';
import { createPostgresqlCluster, eventually, freePorts, program, startProgram } from 'programs';

/** A program that was started to be asked for its metrics. */
interface Exporter {
  readonly url: string;
  readonly running: RunningProgram;
  /** A metric that it exports once it has looked around. */
  readonly last?: string;
  /** What else was started for it. */
  readonly stop?: () => Promise<unknown>;
}

const run = promisify(execFile);
const local = (port: number, path: string): string => `http://127.0.0.1:${String(port)}${path}`;

/** The real programs of the release that this machine can run, each with something to tell of. */
const exporters: Readonly<Record<string, (directory: string) => Promise<Exporter>>> = {
  postgresql: async () => {
    const [port = 0] = await freePorts(1);
    const cluster = await createPostgresqlCluster('password');
    await cluster.start();
    const running = startProgram(
      await program('postgres_exporter'),
      [`--web.listen-address=127.0.0.1:${String(port)}`],
      {
        environment: {
          DATA_SOURCE_URI: `127.0.0.1:${String(cluster.port)}/postgres?sslmode=disable`,
          DATA_SOURCE_USER: 'postgres',
          DATA_SOURCE_PASS: 'password',
        },
      },
    );
    return { url: local(port, '/metrics'), running, stop: () => cluster.remove() };
  },
  nats: async (directory) => {
    const [client = 0, monitor = 0, port = 0] = await freePorts(3);
    const server = startProgram(await program('nats-server'), [
      ...['--addr=127.0.0.1', `--port=${String(client)}`, `--http_port=${String(monitor)}`],
      ...['--jetstream', `--store_dir=${directory}`],
    ]);
    const exporter = await program('prometheus-nats-exporter');
    await eventually('NATS answers', () => text(local(monitor, '/healthz')), { running: server });
    const nats = async (...args: readonly string[]) =>
      run(await program('nats'), [`--server=127.0.0.1:${String(client)}`, ...args], { env: { HOME: directory } });
    await nats('stream', 'add', 'ONE', '--subjects=one', '--defaults');
    await nats('consumer', 'add', 'ONE', 'reader', '--pull', '--defaults');
    // The same endpoints as in the pod.
    const running = startProgram(exporter, [
      ...['-addr=127.0.0.1', `-port=${String(port)}`, '-connz', '-routez', '-subz', '-varz', '-jsz=all'],
      ...['-prefix=nats', '-use_internal_server_id', local(monitor, '/')],
    ]);
    return {
      url: local(port, '/metrics'),
      running,
      last: 'nats_consumer_num_pending',
      stop: () => server.stop(),
    };
  },
  valkey: async (directory) => {
    const [client = 0, port = 0] = await freePorts(2);
    const server = startProgram(await program('valkey-server'), [
      '--port',
      String(client),
      '--save',
      '',
      '--dir',
      directory,
    ]);
    // As in the pod.
    const running = startProgram(await program('redis_exporter'), [], {
      environment: {
        REDIS_ADDR: `redis://127.0.0.1:${String(client)}`,
        REDIS_EXPORTER_WEB_LISTEN_ADDRESS: `127.0.0.1:${String(port)}`,
      },
    });
    return { url: local(port, '/metrics'), running, last: 'redis_commands_total', stop: () => server.stop() };
  },
  minio: async (directory) => {
    const [api = 0, console = 0] = await freePorts(2);
    const running = startProgram(
      await program('minio'),
      [
        ...['server', '--address', `127.0.0.1:${String(api)}`, '--console-address', `127.0.0.1:${String(console)}`],
        join(directory, 'drive{1...4}'),
      ],
      { environment: { MINIO_PROMETHEUS_AUTH_TYPE: 'public', MINIO_CI_CD: '1', HOME: directory } },
    );
    // Asked earlier, it would remember for a while that it knows nothing.
    await eventually('MinIO is ready', () => text(local(api, '/minio/health/cluster')), { running });
    return {
      url: local(api, '/minio/v2/metrics/cluster'),
      running,
      last: 'minio_cluster_capacity_usable_free_bytes',
    };
  },
  dex: async (directory) => {
    const [web = 0, telemetry = 0] = await freePorts(2);
    const config = {
      issuer: local(web, '/dex'),
      storage: { type: 'memory' },
      web: { http: `127.0.0.1:${String(web)}` },
      telemetry: { http: `127.0.0.1:${String(telemetry)}` },
      enablePasswordDB: true,
    };
    const file = join(directory, 'config.yaml');
    await writeFile(file, JSON.stringify(config));
    const running = startProgram(await program('dex'), ['serve', file]);
    await eventually('Dex answers', () => text(local(web, '/dex/.well-known/openid-configuration')), { running });
    return { url: local(telemetry, '/metrics'), running };
  },
  'auth-proxy': async () => {
    const [port = 0, metrics = 0] = await freePorts(2);
    // Of its providers, this one is not asked for anything at the start.
    const running = startProgram(await program('oauth2-proxy'), [
      ...['--provider=github', '--client-id=id', '--client-secret=secret', '--cookie-secret=0123456789abcdef'],
      ...['--email-domain=*', '--upstream=static://200'],
      `--http-address=127.0.0.1:${String(port)}`,
      `--metrics-address=127.0.0.1:${String(metrics)}`,
    ]);
    await eventually('The proxy answers', () => text(local(port, '/ping')), { running });
    await fetch(local(port, '/'));
    return { url: local(metrics, '/metrics'), running, last: 'oauth2_proxy_requests_total' };
  },
  prometheus: async (directory) => {
    const [port = 0] = await freePorts(1);
    const file = join(directory, 'prometheus.yml');
    const rules = join(directory, 'rules.yaml');
    const groups = [{ name: 'one', rules: [{ record: 'one', expr: 'vector(1)' }] }];
    await writeFile(rules, JSON.stringify({ groups }));
    const config = {
      global: { evaluation_interval: '1s' },
      rule_files: [rules],
      alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:1'] }] }] },
    };
    await writeFile(file, JSON.stringify(config));
    const running = startProgram(await program('prometheus'), [
      ...[`--config.file=${file}`, `--storage.tsdb.path=${join(directory, 'data')}`],
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ]);
    return { url: local(port, '/metrics'), running, last: 'prometheus_notifications_errors_total' };
  },
  'release-exporter': async (directory) => {
    const [key, cert] = [join(directory, 'tls.key'), join(directory, 'ca.crt')];
    const subject = ['-subj=/CN=it', '-addext=subjectAltName=IP:127.0.0.1'];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', cert]);
    for (const name of ['token', 'namespace']) await writeFile(join(directory, name), name);
    const time = '2026-01-02T00:00:00Z';
    const cronJob = {
      metadata: { creationTimestamp: time },
      status: { lastScheduleTime: time, lastSuccessfulTime: time, active: [] },
    };
    // Both the Kubernetes API and a server with a certificate.
    const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) => {
      response.end(JSON.stringify(cronJob));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const serverPort = String((server.address() as AddressInfo).port);
    const [port = 0] = await freePorts(1);
    const program = fileURLToPath(new URL('../../../platform/src/scripts/export-release.mjs', import.meta.url));
    const running = startProgram(process.execPath, [program], {
      environment: {
        CERTIFICATE_SERVERS: `it https://127.0.0.1:${serverPort}`,
        BACKUP_CRON_JOBS: 'database dump 50',
        KUBERNETES_SERVICE_HOST: '127.0.0.1',
        KUBERNETES_SERVICE_PORT: serverPort,
        SERVICE_ACCOUNT_DIRECTORY: directory,
        METRICS_PORT: String(port),
      },
    });
    return {
      url: local(port, '/metrics'),
      running,
      last: 'backup_last_success_timestamp_seconds',
      stop: () => Promise.resolve(server.close()),
    };
  },
};

/** The names of the real programs whose metrics can be asked for. */
export const exporterNames = Object.keys(exporters);

/** The names of all metrics that a real program exports. A histogram has several. */
export async function exportedMetrics(name: string): Promise<ReadonlySet<string>> {
  const { url, running, last, stop } = await startExporter(name);
  let before = 0;
  const ask = async () => {
    const lines = (await text(url)).split('\n');
    const names = new Set(lines.flatMap((line) => /^[A-Za-z_:][\w:]*/.exec(line)?.[0] ?? []));
    const more = names.size - before;
    before = names.size;
    if (last !== undefined && !names.has(last)) throw new Error(`There is no ${last} yet.`);
    // Some only come with the first evaluation, query or scan.
    if (more !== 0) throw new Error(`There are ${String(more)} new ones.`);
    return names;
  };
  try {
    return await eventually(`${name} exports its metrics`, ask, {
      running,
      timeoutMilliseconds: 60_000,
      pollMilliseconds: 1000,
    });
  } finally {
    await stop();
  }
}

/** A program that runs until it is stopped. */
export interface StartedExporter extends Pick<Exporter, 'url' | 'running' | 'last'> {
  readonly stop: () => Promise<void>;
}

/** Starts a program. Stop it in the end, which also removes what it wrote. */
export async function startExporter(name: string): Promise<StartedExporter> {
  const directory = await mkdtemp(join(tmpdir(), `${name}-`));
  const exporter = await exporters[name]?.(directory);
  if (exporter === undefined) throw new Error(`Nothing starts ${name}.`);
  await eventually(`${name} answers`, () => text(exporter.url), { running: exporter.running });
  const { stop = () => Promise.resolve(), ...started } = exporter;
  return {
    ...started,
    stop: async () => {
      await exporter.running.stop().catch(() => undefined);
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function text(url: string): Promise<string> {
  const response = await fetch(url);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${String(response.status)}: ${answer}`);
  return answer;
}
