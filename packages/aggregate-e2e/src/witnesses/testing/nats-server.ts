import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

import type { Certificate } from './certificate.js';

/** What a server asks of its clients. */
export interface NatsSettings {
  readonly login?: { readonly user: string; readonly password: string };
  readonly tls?: Certificate;
}

/** A real NATS server with JetStream. */
export interface NatsServer {
  /** Host and port. */
  readonly address: string;
  /** Starts it, again with its data if it was stopped, and waits until it is healthy. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What it has written since it was started. */
  output(): string;
  /** Names of its streams and the replicas of each. */
  streams(): Promise<Readonly<Record<string, number>>>;
  /** Publishes a message, without a login. */
  publish(subject: string, text: string): Promise<void>;
  /** Number of messages that a consumer got and has not finished, and of those that it got again. */
  consumer(name: string): Promise<{ readonly unfinished: number; readonly redelivered: number }>;
}

interface Stream {
  readonly name: string;
  readonly config: { readonly num_replicas: number };
  readonly consumer_detail?: readonly {
    readonly name: string;
    readonly num_ack_pending: number;
    readonly num_redelivered: number;
  }[];
}
interface Monitoring {
  readonly account_details?: readonly { readonly stream_detail?: readonly Stream[] }[];
}

/** A server that keeps its data in a folder. It is not started. */
export async function createNats(directory: string, { login, tls }: NatsSettings = {}): Promise<NatsServer> {
  const [port = 0, monitoring = 0] = await freePorts(2);
  const settings = {
    host: '127.0.0.1',
    port,
    http: `127.0.0.1:${String(monitoring)}`,
    jetstream: { store_dir: join(directory, 'jetstream') },
    ...(login === undefined ? {} : { authorization: login }),
    ...(tls === undefined ? {} : { tls: { cert_file: tls.certificate, key_file: tls.key } }),
  };
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'nats.conf');
  // JSON is a configuration file of NATS.
  await writeFile(file, JSON.stringify(settings));
  const binary = await program('nats-server');
  const get = async (path: string): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${String(monitoring)}${path}`)).json();
  const streams = async (): Promise<readonly Stream[]> => {
    const { account_details = [] } = (await get('/jsz?consumers=true&config=true')) as Monitoring;
    return account_details.flatMap(({ stream_detail = [] }) => stream_detail);
  };
  let running: RunningProgram | undefined;
  return {
    address: `127.0.0.1:${String(port)}`,
    start: async () => {
      running = startProgram(binary, ['--config', file]);
      await eventually('NATS is healthy', () => get('/healthz'), { running });
    },
    stop: async () => {
      if (running !== undefined && running.exit() === undefined) await running.stop();
    },
    output: () => running?.output() ?? '',
    publish: async (subject, text) => {
      const socket = connect(port, '127.0.0.1');
      const length = String(Buffer.byteLength(text));
      // The answer to PING says that what was sent before has arrived.
      socket.write(`CONNECT {"verbose":false}\r\nPUB ${subject} ${length}\r\n${text}\r\nPING\r\n`);
      for await (const chunk of socket) if (String(chunk).includes('PONG')) break;
    },
    streams: async () =>
      Object.fromEntries((await streams()).map(({ name, config }) => [name, config.num_replicas] as const)),
    consumer: async (name) => {
      const consumers = (await streams()).flatMap(({ consumer_detail = [] }) => consumer_detail);
      const found = consumers.find((consumer) => consumer.name === name);
      if (found === undefined) throw new Error(`There is no consumer ${name}`);
      return { unfinished: found.num_ack_pending, redelivered: found.num_redelivered };
    },
  };
}
