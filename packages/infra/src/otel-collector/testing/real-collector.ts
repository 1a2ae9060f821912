import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { chartOfServices, ofKind, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import { otelCollector } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

type Environment = Readonly<Record<string, string>>;

/** Ports of this machine in place of those of a pod. */
export type Ports = Readonly<Record<'grpc' | 'http' | 'metrics' | 'prometheus' | 'health', number>>;

/** A collector with the configuration that the chart renders for some values. */
export interface RealCollector {
  readonly ports: Ports;
  /** Lets the program check its configuration. Rejects when it refuses it. */
  check(): Promise<unknown>;
  /** Starts it, and waits until its probes succeed. */
  start(): Promise<RunningProgram>;
  /** Sends metrics, logs or traces by OTLP over HTTP, as JSON. */
  send(signal: 'metrics' | 'logs' | 'traces', message: unknown): Promise<void>;
  /** What Prometheus gets: what programs sent, or the collector's own metrics. */
  scrape(which: 'prometheus' | 'metrics'): Promise<string>;
  /** Ends what still runs, and removes all data. */
  remove(): Promise<void>;
}

const chart = chartOfServices(otelCollector);
const run = promisify(execFile);
/** What Prometheus asks for; names of counters depend on it. */
const scrapeFormats = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1';

/** A collector for some values. `environment` holds what a pod gets by `extraEnvironmentFrom`. */
export const realCollector = (values: Values, environment?: Environment): Promise<RealCollector> =>
  collectorOf(render(chart, values), environment);

/** Prepares the collector of its objects; nothing runs yet. */
export async function collectorOf(objects: readonly Manifest[], environment: Environment = {}): Promise<RealCollector> {
  const [configMap] = ofKind(objects, 'ConfigMap');
  const text = (configMap?.['data'] as Readonly<Record<string, string>>)['config.yaml'] ?? '';
  const directory = await mkdtemp(join(tmpdir(), 'otel-collector-'));
  await mkdir(join(directory, 'queue'));
  const [grpc = 0, http = 0, metrics = 0, prometheus = 0, health = 0] = await freePorts(5);
  const ports = { grpc, http, metrics, prometheus, health };
  const config = join(directory, 'config.yaml');
  await writeFile(config, localText(text, ports, join(directory, 'queue')));
  const otelcol = await program('otelcol');
  const running: RunningProgram[] = [];
  const get = async (port: number, path: string): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { headers: { accept: scrapeFormats } });
    if (!response.ok) throw new Error(`${path} answers ${String(response.status)}`);
    return response.text();
  };
  return {
    ports,
    check: () => run(otelcol, ['validate', `--config=${config}`], { env: environment }),
    start: async () => {
      const collector = startProgram(otelcol, [`--config=${config}`], { environment });
      running.push(collector);
      await eventually('The collector is ready', () => get(health, '/'), { running: collector });
      return collector;
    },
    send: async (signal, message) => {
      const response = await fetch(`http://127.0.0.1:${String(http)}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
      if (!response.ok)
        throw new Error(`${signal} are answered by ${String(response.status)}: ${await response.text()}`);
    },
    scrape: (which) => get(ports[which], '/metrics'),
    remove: async () => {
      for (const collector of running) if (collector.exit() === undefined) await collector.stop('SIGTERM');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The file with a directory and ports of this machine in place of those of a pod. */
const localText = (text: string, ports: Ports, queue: string): string =>
  text
    .replace('0.0.0.0:4317', `127.0.0.1:${String(ports.grpc)}`)
    .replace('0.0.0.0:4318', `127.0.0.1:${String(ports.http)}`)
    .replace('0.0.0.0:8889', `127.0.0.1:${String(ports.prometheus)}`)
    .replace('0.0.0.0:13133', `127.0.0.1:${String(ports.health)}`)
    .replace('host: 0.0.0.0', 'host: 127.0.0.1')
    .replace('port: 8888', `port: ${String(ports.metrics)}`)
    .replaceAll('/var/lib/otel-collector', queue);
