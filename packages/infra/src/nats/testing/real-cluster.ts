import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { freePorts, program, startProgram } from 'programs';

import { nats } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** One server of the cluster, with its file and environment as the chart renders them. */
export interface RealServer {
  readonly name: string;
  /** Lets the program check its configuration. Rejects when it refuses it. */
  check(): Promise<unknown>;
  /** Starts it; `changes` replace variables. */
  start(changes?: Readonly<Record<string, string>>): RunningProgram;
  /** Runs the command by which Kubernetes begins a shutdown. */
  preStop(): Promise<unknown>;
  /** What a probe of the container is told; throws when it fails. */
  probe(kind: 'startup' | 'liveness' | 'readiness'): Promise<void>;
  /** An endpoint of the monitoring port. */
  monitor(path: string): Promise<unknown>;
  /** Runs the client `nats` on this server with a login, by default the one of the chart; gives what it prints. */
  client(args: readonly string[], login?: string): Promise<string>;
  /** Starts the client, such as one that subscribes. */
  startClient(args: readonly string[]): Promise<RunningProgram>;
}

/** The servers that the chart would start for some values. */
export interface RealCluster {
  readonly servers: readonly RealServer[];
  /** Kills what still runs, and removes all data. */
  remove(): Promise<void>;
}

const chart = chartOfServices(nats);
const run = promisify(execFile);
const headless = 'prod-semantic-explorer-nats-headless';

/** The servers for some values. Nothing runs yet; remove the cluster in the end. */
export const realCluster = (values: Values, secrets: SecretTexts): Promise<RealCluster> =>
  clusterOf(render(chart, values), secrets);

/** Prepares a directory for each server of the objects of NATS. */
export async function clusterOf(objects: readonly Manifest[], secrets: SecretTexts): Promise<RealCluster> {
  const [configMap] = ofKind(objects, 'ConfigMap');
  const text = (configMap?.['data'] as Readonly<Record<string, string>>)['nats.conf'] ?? '';
  const [statefulSet] = ofKind(objects, 'StatefulSet');
  const { replicas } = statefulSet?.['spec'] as { readonly replicas: number };
  const container = podsOf(objects).flatMap(({ spec }) => spec.containers)[0];
  if (container === undefined) throw new Error('There is no container.');

  const directory = await mkdtemp(join(tmpdir(), 'nats-'));
  const names = Array.from({ length: replicas }, (_, ordinal) => `prod-semantic-explorer-nats-${String(ordinal)}`);
  const allPorts = await freePorts(3 * replicas);
  const routes = names.map((name, ordinal) => [`${name}.${headless}:6222`, allPorts[3 * ordinal]] as const);
  const running: RunningProgram[] = [];
  const servers = names.map((name, ordinal) => {
    const [route = 0, client = 0, monitor = 0] = allPorts.slice(3 * ordinal);
    return realServer({
      name,
      container: withPodFields(container, name),
      secrets,
      directory: join(directory, name),
      text,
      ports: { route, client, monitor },
      routes,
      running,
    });
  });
  return {
    servers: await Promise.all(servers),
    remove: async () => {
      for (const server of running)
        if (server.exit() === undefined) await server.stop('SIGTERM').catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Parts {
  readonly name: string;
  readonly container: Container;
  readonly secrets: SecretTexts;
  readonly directory: string;
  readonly text: string;
  readonly ports: { readonly route: number; readonly client: number; readonly monitor: number };
  /** Addresses that the chart writes, and the local port that stands in for each. */
  readonly routes: readonly (readonly [address: string, port: number | undefined])[];
  readonly running: RunningProgram[];
}

async function realServer(parts: Parts): Promise<RealServer> {
  const { name, container, directory, ports, running } = parts;
  await mkdir(directory);
  await writeFile(join(directory, 'nats.conf'), localText(parts));
  const environment = containerEnvironment(container, parts.secrets);
  const here = { ...environment, HOME: directory, ...(environment['ROUTES'] && { ROUTES: localRoutes(parts) }) };
  const local = (words: readonly string[]): string[] =>
    words.slice(1).map((word) => word.replace('/etc/nats', directory).replace('/var/run/nats', directory));
  const command = local(container.command ?? []);
  const nats = await program('nats-server');
  const user = /user: "(.*)"/.exec(parts.text)?.[1];
  const chartLogin = user === undefined ? '' : `${user}:${environment['NATS_PASSWORD'] ?? ''}@`;
  const client = (args: readonly string[], login = chartLogin): string[] => [
    `--server=nats://${login}127.0.0.1:${String(ports.client)}`,
    ...args,
  ];
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${String(ports.monitor)}${path}`);
    const answer = await response.text();
    if (!response.ok) throw new Error(`${name}: ${path} answers ${String(response.status)}: ${answer}`);
    return JSON.parse(answer);
  };
  const started = (child: RunningProgram): RunningProgram => {
    running.push(child);
    return child;
  };
  return {
    name,
    check: () => run(nats, [...command, '-t'], { env: here }),
    start: (changes) => {
      const args = [...command, '--addr=127.0.0.1'];
      return started(startProgram(nats, args, { environment: { ...here, ...changes } }));
    },
    preStop: () => run(nats, local(container.lifecycle?.preStop?.exec?.command ?? [])),
    probe: async (kind) => {
      await ask(container[`${kind}Probe`]?.httpGet?.path ?? '');
    },
    monitor: ask,
    client: async (args, login) =>
      (await run(await program('nats'), client(args, login), { env: { HOME: directory }, timeout: 30_000 })).stdout,
    startClient: async (args) =>
      started(startProgram(await program('nats'), client(args), { environment: { HOME: directory } })),
  };
}

/** The file with a directory and ports of this machine in place of those of a pod. */
const localText = ({ text, directory, ports }: Parts): string =>
  text
    .replace('port: 4222', `port: ${String(ports.client)}`)
    .replace('http_port: 8222', `http_port: ${String(ports.monitor)}`)
    .replace('  port: 6222', `  host: "127.0.0.1"\n  port: ${String(ports.route)}`)
    .replace('/data', join(directory, 'data'))
    .replace('/var/run/nats', directory);

const localRoutes = ({ container, secrets, routes }: Parts): string =>
  routes.reduce(
    (text, [address, port]) => text.replace(address, `127.0.0.1:${String(port)}`),
    containerEnvironment(container, secrets)['ROUTES'] ?? '',
  );

/** What Kubernetes fills in from the pod itself. */
function withPodFields(container: Container, podName: string): Container {
  const fields: Readonly<Record<string, string>> = { POD_NAME: podName, MEMORY_LIMIT_MEBIBYTES: '1024' };
  const env = (container.env ?? []).map((variable) => {
    const value = fields[variable.name];
    return value === undefined ? variable : { name: variable.name, value };
  });
  return { ...container, env };
}
