import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { SecretTexts } from '@semantic-explorer/platform/testing';
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

/**
 * Starts the proxy with its rendered arguments, file, environment and client secret. Only its ports, the folders of its
 * volumes and the address of the API are other ones.
 *
 * @param api where the API is on this machine
 * @throws Error with what it wrote when it does not answer its probes
 */
export async function startAuthProxyOf(
  objects: readonly Manifest[],
  secrets: SecretTexts,
  api: string,
): Promise<RealAuthProxy> {
  const own = ofService(objects, 'auth-proxy');
  const [pod] = podsOf(own);
  const container = pod?.spec.containers.find(({ name }) => name === 'auth-proxy');
  if (pod === undefined || container === undefined) throw new Error('There is no container of the proxy.');
  const [http = 0, metrics = 0] = await freePorts(2);
  const directory = await mkdtemp(join(tmpdir(), 'auth-proxy-'));

  const text = String((ofKind(own, 'ConfigMap')[0]?.['data'] as Readonly<Record<string, string>>)['config.yaml']);
  const [fileArgument = '', ...args] = container.args ?? [];
  const mounts = new Map(container.volumeMounts?.map(({ name, mountPath }) => [name, mountPath]));
  const secretVolume = pod.spec.volumes?.find(({ name }) => name === 'client') as SecretVolume | undefined;
  const here = text
    .replace(':4180', `127.0.0.1:${String(http)}`)
    .replace(':44180', `127.0.0.1:${String(metrics)}`)
    .replaceAll('http://prod-semantic-explorer-api:8080', api)
    .replaceAll(mounts.get('client') ?? '', directory);
  const file = join(directory, fileArgument.slice(fileArgument.lastIndexOf('/') + 1));
  await writeFile(file, here);
  for (const { key, path } of secretVolume?.secret?.items ?? []) {
    await writeFile(join(directory, path), secrets[secretVolume?.secret?.secretName ?? '']?.[key] ?? '');
  }
  const environment = containerEnvironment(container, secrets);
  const running = startProgram(await program('oauth2-proxy'), [`--alpha-config=${file}`, ...args], { environment });
  const address = `http://127.0.0.1:${String(http)}`;
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
  return { address, metrics: `http://127.0.0.1:${String(metrics)}/metrics`, running, stop };
}
