import { connect } from 'node:net';

import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

/** A real Valkey. */
export interface ValkeyServer {
  /** Host and port. */
  readonly address: string;
  readonly password: string;
  readonly running: RunningProgram;
  /** What it counts of its commands: a line of `INFO commandstats` for each that was used. */
  commands(): Promise<string>;
}

/** Starts a Valkey that keeps nothing on disk, and asks for a password. It may be a replica of another. */
export async function startValkey(directory: string, primary?: ValkeyServer): Promise<ValkeyServer> {
  const [port = 0] = await freePorts(1);
  const password = 'valkey-password';
  const settings: Readonly<Record<string, string>> = {
    port: String(port),
    bind: '127.0.0.1',
    save: '',
    requirepass: password,
    dir: directory,
  };
  const replication: Readonly<Record<string, string>> =
    primary === undefined
      ? {}
      : { replicaof: primary.address.replace(':', ' '), primaryauth: primary.password, dbfilename: 'replica.rdb' };
  const args = Object.entries({ ...settings, ...replication }).flatMap(([name, value]) => [`--${name}`, value]);
  const running = startProgram(await program('valkey-server'), args);
  await eventually(
    'Valkey is ready',
    () => {
      if (!running.output().includes('Ready to accept connections')) throw new Error('it is not');
    },
    { running },
  );
  return {
    address: `127.0.0.1:${String(port)}`,
    password,
    running,
    commands: async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`AUTH ${password}\r\nINFO commandstats\r\nQUIT\r\n`);
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text;
    },
  };
}
