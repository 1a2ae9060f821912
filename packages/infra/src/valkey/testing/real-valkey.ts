import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Container, SecretTexts } from '@semantic-explorer/platform/testing';
import { chartOfServices, containerEnvironment, ofKind, podsOf, render } from '@semantic-explorer/platform/testing';
import type { Manifest } from 'chartkit';
import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import { valkey } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** The server and its exporter, with the files, commands, variables and user that the chart renders. */
export interface RealValkey {
  readonly port: number;
  readonly server: RunningProgram;
  /** Sends commands over one connection, and gives the answers of the server as it writes them. */
  ask(commands: readonly string[], host?: string): Promise<string>;
  /** The names of the metrics that the exporter serves once it has reached the server. */
  metrics(): Promise<string>;
  /** What the exporter answers on another path. */
  exporterStatus(path: string): Promise<number>;
  /** Stops the programs, and removes their files. */
  remove(): Promise<void>;
}

const chart = chartOfServices(valkey);
/** What Kubernetes fills in for a limit of 256Mi. */
const memoryLimitBytes = 268_435_456;

/** Starts the server for some values. Remove it in the end. */
export const realValkey = (values: Values, secrets: SecretTexts): Promise<RealValkey> =>
  valkeyOf(render(chart, values), secrets);

/** Starts the server of the objects of Valkey, and its exporter where there is one. */
export async function valkeyOf(objects: readonly Manifest[], secrets: SecretTexts): Promise<RealValkey> {
  const [configMap] = ofKind(objects, 'ConfigMap');
  const files = configMap?.['data'] as Readonly<Record<string, string>>;
  const [spec] = podsOf(objects).map((pod) => pod.spec);
  const [container, exporter] = spec?.containers ?? [];
  if (spec === undefined || container === undefined) throw new Error('There is no container.');
  const { runAsUser = 0, runAsGroup = 0 } = spec.securityContext ?? {};
  const [port = 0, metricsPort = 0] = await freePorts(2);
  const directory = await mkdtemp(join(tmpdir(), 'valkey-'));
  const local = (text: string): string =>
    text.replaceAll('/etc/valkey', join(directory, 'etc')).replace('port 6379', `port ${String(port)}`);
  await mkdir(join(directory, 'etc'));
  await mkdir(join(directory, 'bin'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, 'etc', name), local(text));
  // The user of the image can execute it there, and can write nowhere in this directory.
  await cp(await program('valkey-server'), join(directory, 'bin/valkey-server'));
  // The shell of the image.
  await cp(await program('busybox'), join(directory, 'bin/sh'));
  await chmod(directory, 0o755);

  const [command = '', ...args] = (container.command ?? []).map(local);
  const server = startProgram(command, args, {
    environment: {
      ...containerEnvironment(withMemoryLimit(container), secrets),
      PATH: `${join(directory, 'bin')}:/usr/bin:/bin`,
    },
    // Only root can become another user.
    ...(process.getuid?.() === 0 ? { user: { uid: runAsUser, gid: runAsGroup } } : {}),
  });
  const running = [server];
  await eventually('Valkey answers', () => ask(port, ['PING']), { running: server });
  if (exporter !== undefined)
    running.push(
      startProgram(await program('redis_exporter'), exporter.args ?? [], {
        environment: {
          ...containerEnvironment(exporter, secrets),
          REDIS_ADDR: (exporterVariable(exporter, 'REDIS_ADDR') ?? '').replace('6379', String(port)),
          REDIS_EXPORTER_WEB_LISTEN_ADDRESS: `127.0.0.1:${String(metricsPort)}`,
        },
      }),
    );
  const exporterAt = (path: string) => fetch(`http://127.0.0.1:${String(metricsPort)}${path}`);
  return {
    port,
    server,
    ask: (commands, host) => ask(port, commands, host),
    metrics: () =>
      eventually('The exporter reaches the server', async () => {
        const text = await (await exporterAt('/metrics')).text();
        if (!text.includes('\nredis_up 1')) throw new Error(text);
        return text;
      }),
    exporterStatus: async (path) => (await exporterAt(path)).status,
    remove: async () => {
      for (const one of running) if (one.exit() === undefined) await one.stop().catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const exporterVariable = (container: Container, name: string): string | undefined =>
  container.env?.find((variable) => variable.name === name)?.value;

/** What Kubernetes fills in from the pod itself. */
const withMemoryLimit = (container: Container): Container => ({
  ...container,
  env: (container.env ?? []).map((variable) =>
    variable.name === 'MEMORY_LIMIT_BYTES' ? { name: variable.name, value: String(memoryLimitBytes) } : variable,
  ),
});

/** Commands in the inline form of the protocol (https://valkey.io/topics/protocol/), of which QUIT is the last. */
function ask(port: number, commands: readonly string[], host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    let answers = '';
    const socket = connect({ port, host }, () => socket.write([...commands, 'QUIT', ''].join('\r\n')));
    socket.setEncoding('utf8').on('data', (text: string) => (answers += text));
    socket.on('error', reject).on('close', () => {
      resolve(answers);
    });
  });
}
