import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { freePorts, program, startProgram } from 'programs';

import { minio } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** What a server answers. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A login of the store. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** One server, with the arguments and variables that the chart renders. */
export interface RealServer {
  /** Where clients reach it. */
  readonly port: number;
  start(): RunningProgram;
  /** Asks as the kubelet does: it does not look at certificates. Rejects unless the probe succeeds. */
  probe(kind: 'startup' | 'liveness' | 'readiness'): Promise<void>;
  /** Asks for the metrics where the annotations of the pod say. */
  metrics(): Promise<Answer>;
  /** Logs in to the console. */
  consoleLogin(login: Login): Promise<Answer>;
  /** Runs mc with a login; `store/` stands before names of buckets. */
  mc(args: readonly string[], login: Login): Promise<string>;
}

/** The servers that the chart would start for some values. */
export interface RealMinio {
  readonly servers: readonly RealServer[];
  /** The folder that is mounted with certificates. */
  readonly certificates: string;
  /** Writes a file that mc can read, and gives its path. */
  file(text: string): Promise<string>;
  /** Ends what still runs, and removes all data. */
  remove(): Promise<void>;
}

const chart = chartOfServices(minio);
const run = promisify(execFile);
const certificates = '/etc/minio/certs';

/** The servers for some values. Nothing runs yet; remove them in the end. */
export const realMinio = (values: Values, secrets: SecretTexts): Promise<RealMinio> =>
  minioOf(render(chart, values), secrets);

/** Prepares a directory for each server of the objects of MinIO. */
export async function minioOf(objects: readonly Manifest[], secrets: SecretTexts): Promise<RealMinio> {
  const [statefulSet] = ofKind(objects, 'StatefulSet') as unknown as readonly StatefulSet[];
  const container = podsOf(objects)[0]?.spec.containers[0];
  if (statefulSet === undefined || container === undefined) throw new Error('There is no StatefulSet.');
  const { replicas, serviceName, template } = statefulSet.spec;
  const directory = await mkdtemp(join(tmpdir(), 'minio-'));
  await makeCertificate(join(directory, 'certs'));
  const ports = await freePorts(2 * replicas);
  const [data = ''] = container.args?.slice(-1) ?? [];
  const pods = Array.from({ length: replicas }, (_, ordinal) => `${statefulSet.metadata.name}-${String(ordinal)}`);
  const drives = localDrives(data, pods, serviceName, ports, directory);
  const running: RunningProgram[] = [];
  const minioProgram = await program('minio');
  const mc = await program('mc');

  const server = (ordinal: number): RealServer => {
    const [port = 0, consolePort = 0] = [ports[2 * ordinal], ports[2 * ordinal + 1]];
    const home = join(directory, `home-${String(ordinal)}`);
    const args = (container.args ?? []).slice(0, -1).map((arg) =>
      arg
        .replace('address=:9000', `address=127.0.0.1:${String(port)}`)
        .replace('address=:9001', `address=127.0.0.1:${String(consolePort)}`)
        .replace(certificates, join(directory, 'certs'))
        .replace('=/tmp/certs', `=${join(home, 'certs')}`),
    );
    const scheme = args.includes(`--certs-dir=${join(directory, 'certs')}`) ? 'https' : 'http';
    const environment = {
      ...containerEnvironment(container, secrets),
      HOME: home,
      // The data may lie on the root disk here.
      MINIO_CI_CD: '1',
      // In a container MinIO waits for names that are no loopback address, unless it is told which one is its own.
      _MINIO_SERVER_LOCAL: `127.0.0.1:${String(port)}`,
    };
    return {
      port,
      start: () => {
        const started = startProgram(minioProgram, [...args, ...drives], { environment });
        running.push(started);
        return started;
      },
      probe: async (kind) => {
        const { path = '', scheme: asked = 'HTTP' } = container[`${kind}Probe`]?.httpGet ?? {};
        const { status } = await ask(`${asked.toLowerCase()}://127.0.0.1:${String(port)}${path}`);
        if (status !== 200) throw new Error(`The ${kind} probe is answered by ${String(status)}.`);
      },
      metrics: () => {
        const { annotations } = template.metadata;
        const origin = `${annotations['prometheus.io/scheme'] ?? ''}://127.0.0.1:${String(port)}`;
        return ask(`${origin}${annotations['prometheus.io/path'] ?? ''}`);
      },
      consoleLogin: ({ user, password }) =>
        ask(`${scheme}://127.0.0.1:${String(consolePort)}/api/v1/login`, { accessKey: user, secretKey: password }),
      mc: async (args, { user, password }) => {
        const env = {
          MC_HOST_store: `${scheme}://${user}:${password}@127.0.0.1:${String(port)}`,
          HOME: home,
          MC_CONFIG_DIR: join(directory, 'mc'),
          SSL_CERT_FILE: join(directory, 'certs', 'CAs', 'ca.crt'),
        };
        return (await run(mc, args, { env, timeout: 60_000 })).stdout;
      },
    };
  };
  return {
    servers: pods.map((_, ordinal) => server(ordinal)),
    certificates: join(directory, 'certs'),
    file: async (text) => {
      await writeFile(join(directory, 'file'), text);
      return join(directory, 'file');
    },
    remove: async () => {
      for (const one of running) if (one.exit() === undefined) await one.stop().catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface StatefulSet {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas: number;
    readonly serviceName: string;
    readonly template: { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } };
  };
}

/**
 * The drives that the rendered argument names, with a port and a folder of this machine for each server. All servers are
 * one host here, where MinIO wants a path of its own for each drive, so its notation `{0...3}` is written out: as the
 * names of the pods, or the argument is wrong.
 */
function localDrives(
  argument: string,
  pods: readonly string[],
  serviceName: string,
  ports: readonly number[],
  directory: string,
): readonly string[] {
  const [, start = '', first = '', last = '', rest = ''] = /^(.*)\{(\d+)\.{3}(\d+)\}(.*)$/.exec(argument) ?? [];
  if (start === '') return [argument.replace('/data', join(directory, 'data'))];
  const ordinals = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  const named = ordinals.map((ordinal) => `${start}${String(ordinal)}${rest}`);
  const [scheme = ''] = argument.split('://');
  const wanted = pods.map((pod) => `${scheme}://${pod}.${serviceName}:9000/data`);
  if (named.join() !== wanted.join()) throw new Error(`${argument} does not name the drives of ${wanted.join(', ')}.`);
  return pods.map((pod, ordinal) => `${scheme}://127.0.0.1:${String(ports[2 * ordinal])}${join(directory, pod)}`);
}

/** A certificate for this machine that is its own authority, under the names that the chart mounts. */
async function makeCertificate(directory: string): Promise<void> {
  await mkdir(join(directory, 'CAs'), { recursive: true });
  const files = ['-keyout', join(directory, 'private.key'), '-out', join(directory, 'public.crt')];
  const subject = ['-subj', '/CN=minio', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files]);
  await writeFile(join(directory, 'CAs', 'ca.crt'), await readFile(join(directory, 'public.crt')));
}

const ask = (url: string, json?: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const options = {
      method: json === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      rejectUnauthorized: false,
    };
    const asking = send(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    asking.on('error', reject).end(json === undefined ? '' : JSON.stringify(json));
  });
