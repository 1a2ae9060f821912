import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { containerEnvironment, ofKind, ofService, podsOf } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

/** The real oauth2-proxy of a chart's objects. */
export interface RealAuthProxy {
  /** Where its ports are on this machine. */
  readonly address: string;
  readonly metrics: string;
  readonly running: RunningProgram;
  stop(): Promise<void>;
}

interface SecretVolume {
  readonly secret?: {
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
  };
}

/** The proxy's program, and everything that it is given. */
interface Prepared {
  readonly container: Container;
  readonly directory: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: { readonly http: number; readonly metrics: number };
}

/** Writes the files of the pod into a folder. Only ports, the folders of volumes and the address of the API are changed. */
async function prepare(objects: readonly Manifest[], secrets: SecretTexts, api: string): Promise<Prepared> {
  const own = ofService(objects, 'auth-proxy');
  const [pod] = podsOf(own);
  const container = pod?.spec.containers.find(({ name }) => name === 'auth-proxy');
  if (pod === undefined || container === undefined) throw new Error('There is no container of the proxy.');
  const [http = 0, metrics = 0] = await freePorts(2);
  const directory = await mkdtemp(join(tmpdir(), 'auth-proxy-'));
  const text = String((ofKind(own, 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>)['config.yaml']);
  const [fileArgument = '', ...args] = container.args ?? [];
  const mounts = new Map(container.volumeMounts?.map(({ name, mountPath }) => [name, mountPath]));
  const volume = pod.spec.volumes?.find(({ name }) => name === 'credentials') as SecretVolume | undefined;
  const credentials = mounts.get('credentials') ?? '';
  const here = text
    .replace(':4180', `127.0.0.1:${String(http)}`)
    .replace(':44180', `127.0.0.1:${String(metrics)}`)
    .replaceAll(/https?:\/\/[a-z-]+-api:8080/g, api)
    .replaceAll(credentials, directory);
  const file = join(directory, fileArgument.slice(fileArgument.lastIndexOf('/') + 1));
  await writeFile(file, here);
  for (const { key, path } of volume?.secret?.items ?? []) {
    await writeFile(join(directory, path), secrets[volume?.secret?.secretName ?? '']?.[key] ?? '');
  }
  const environment = containerEnvironment(container, secrets);
  const flags = args.map((flag) => flag.replace(credentials, directory));
  return { container, directory, args: [`--alpha-config=${file}`, ...flags], environment, ports: { http, metrics } };
}

/**
 * Lets the proxy read its rendered arguments and file. It does not ask the issuer then.
 *
 * @throws Error with what it objects to
 */
export async function checkAuthProxy(objects: readonly Manifest[], secrets: SecretTexts): Promise<void> {
  const { directory, args, environment } = await prepare(objects, secrets, 'http://127.0.0.1:1');
  const running = startProgram(await program('oauth2-proxy'), ['--config-test', ...args], { environment });
  const { code } = await running.ended;
  await rm(directory, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The proxy refuses its configuration: ${running.output()}`);
}

/**
 * Starts the proxy with its rendered arguments, file, environment and credentials.
 *
 * @param api where the API is on this machine
 * @param changes variables that have other values here
 * @throws Error with what it wrote when it does not answer its probes
 */
export async function startAuthProxyOf(
  objects: readonly Manifest[],
  secrets: SecretTexts,
  api: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<RealAuthProxy> {
  const { container, directory, args, environment, ports } = await prepare(objects, secrets, api);
  const running = startProgram(await program('oauth2-proxy'), args, { environment: { ...environment, ...changes } });
  const address = `http://127.0.0.1:${String(ports.http)}`;
  const stop = async (): Promise<void> => {
    const exit = await running.stop('SIGTERM');
    await rm(directory, { recursive: true, force: true });
    if (exit.code !== 0) throw new Error(`The proxy ended with ${JSON.stringify(exit)}: ${running.output()}`);
  };
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  const answer = async (): Promise<void> => {
    for (const probe of probes) {
      const { status } = await fetch(`${address}${probe?.httpGet?.path ?? ''}`);
      if (status !== 200) throw new Error(`${probe?.httpGet?.path ?? ''} answers ${String(status)}`);
    }
  };
  try {
    await eventually('The proxy answers its probes', answer, { running });
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return { address, metrics: `http://127.0.0.1:${String(ports.metrics)}/metrics`, running, stop };
}
