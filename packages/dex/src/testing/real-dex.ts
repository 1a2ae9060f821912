import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  apiSlice,
  connect,
  connectionEnvironment,
  connectionSlices,
  dexPorts,
  oidc,
} from '@semantic-explorer/platform';
import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, ofKind, ofService, podsOf } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import { evaluateChart, resources, service } from 'chartkit';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import { dex } from '../index.js';
import type { Values } from './dex-chart.js';
import { release } from './dex-chart.js';

/** What the API is told of the login: it declares the same connection. */
const login = [connect(oidc)];
const apiStandIn = service({
  name: 'api',
  source: 'packages/dex/src/testing/real-dex.ts',
  uses: [...connectionSlices(login), apiSlice],
  build: (scope) => {
    const env = [...connectionEnvironment(login), { name: 'PUBLIC_URL', value: apiSlice.values.publicUrl }];
    const template = { spec: { containers: [{ name: 'api', image: 'api', env }] } };
    resources.deployment(scope, { metadata: { name: 'api' }, spec: { selector: {}, template } });
  },
});
const chart = chartOfServices(dex, apiStandIn);

/** A real Dex with what the chart renders for some values, and the API's side of it. */
export interface RealDex {
  /** Where its ports are reached on this machine. */
  readonly web: string;
  readonly telemetry: string;
  /** The environment of the API's container, as far as the login is concerned. */
  readonly api: Readonly<Record<string, string>>;
  readonly running: RunningProgram;
  /** Stops it as Kubernetes does, and removes its volume unless another Dex is to get it. */
  stop(keepVolume?: boolean): Promise<void>;
}

/** Where a Dex is started. */
export interface RealDexOptions {
  /** A folder in place of the volume, when it is to outlive the pod. */
  readonly volume?: string;
  /** Changes the configuration file, to try what the chart does not render. */
  readonly editConfig?: (config: string) => string;
}

const configPath = '/etc/dex/config.yaml';

/**
 * Starts Dex with its rendered command, file and environment. Only addresses and the path of its volume are
 * other ones.
 *
 * @param values one set of values over another
 * @throws Error with what Dex wrote when it does not answer its probes
 */
export const startDex = (values: readonly Values[], secrets: SecretTexts, options?: RealDexOptions): Promise<RealDex> =>
  startDexOf(evaluateChart(chart, { release, values }), secrets, options);

/** Starts the Dex of the objects of a chart, which has a container of the API too. */
export async function startDexOf(
  objects: readonly Manifest[],
  secrets: SecretTexts,
  { volume, editConfig = (config) => config }: RealDexOptions = {},
): Promise<RealDex> {
  const container = containerOf(objects, 'dex');
  const environment = containerEnvironment(container, secrets);
  const directory = await mkdtemp(join(tmpdir(), 'dex-'));
  const state = volume ?? join(directory, 'state');
  await mkdir(state, { recursive: true });
  const [configMap] = ofKind(ofService(objects, 'dex'), 'ConfigMap');
  const config = editConfig((configMap?.['data'] as Readonly<Record<string, string>>)['config.yaml'] ?? '');
  const file = join(directory, 'config.yaml');
  const ports = Object.values(dexPorts);
  const freed = await freePorts(ports.length);
  const address = (port: number) => `127.0.0.1:${String(freed[ports.indexOf(port as 5556)])}`;
  const here = ports.reduce((text, port) => text.replace(`0.0.0.0:${String(port)}`, address(port)), config);
  await writeFile(file, here.replaceAll('/var/dex/', `${state}/`));
  const [, ...args] = (container.command ?? []).map((arg) => (arg === configPath ? file : arg));
  const running = startProgram(await program('dex'), args, { environment, directory });
  const telemetry = `http://${address(dexPorts.telemetry)}`;
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe].map(
    (probe) => probe?.httpGet?.path ?? '',
  );
  const stop = async (keepVolume = false) => {
    const exit = await running.stop('SIGTERM');
    await rm(directory, { recursive: true, force: true });
    if (!keepVolume) await rm(state, { recursive: true, force: true });
    // It ends by itself, with an error as it says of every signal.
    if (exit.code === null) throw new Error(`Dex ended with ${JSON.stringify(exit)}: ${running.output()}`);
  };
  try {
    await eventually('Dex answers its probes', () => Promise.all(probes.map((path) => get(`${telemetry}${path}`))), {
      running,
    });
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return {
    web: `http://${address(dexPorts.http)}`,
    telemetry,
    api: containerEnvironment(containerOf(objects, 'api'), secrets),
    running,
    stop,
  };
}

function containerOf(objects: readonly Manifest[], name: string): Container {
  const found = podsOf(objects)
    .flatMap(({ spec }) => spec.containers)
    .find((container) => container.name === name);
  if (found === undefined) throw new Error(`There is no container ${name}.`);
  return found;
}

async function get(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${String(response.status)}`);
}
