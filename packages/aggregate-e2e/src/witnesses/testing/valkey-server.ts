import type { RunningProgram } from 'programs';
import { eventually, freePorts, program, startProgram } from 'programs';

/** A real Valkey. */
export interface ValkeyServer {
  /** Host and port. */
  readonly address: string;
  readonly password: string;
  readonly running: RunningProgram;
}

/** Starts a Valkey that keeps nothing on disk, and asks for a password. */
export async function startValkey(directory: string): Promise<ValkeyServer> {
  const [port = 0] = await freePorts(1);
  const password = 'valkey-password';
  const settings = { port: String(port), bind: '127.0.0.1', save: '', requirepass: password, dir: directory };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const running = startProgram(await program('valkey-server'), args);
  await eventually(
    'Valkey is ready',
    () => {
      if (!running.output().includes('Ready to accept connections')) throw new Error('it is not');
    },
    { running },
  );
  return { address: `127.0.0.1:${String(port)}`, password, running };
}
