import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Settings } from './settings.js';
import { paths } from './settings.js';

/** The programs of a cluster. They run as long as the process that starts them. */
export interface Children {
  /** Starts a program, which writes to a log file of its name. */
  start(name: string, command: string, args: readonly string[]): void;
  /** Rejects when a program ends that was not stopped. */
  readonly unexpectedEnd: Promise<never>;
  /** Stops all of them, the last one first; who does not end in time is killed. */
  stop(): Promise<void>;
}

const patienceMilliseconds = 10_000;

/** Keeps the programs of a cluster together. */
export function createChildren(settings: Settings): Children {
  const running: { readonly name: string; readonly child: ChildProcess }[] = [];
  let stopping = false;
  let report: (error: Error) => void;
  const unexpectedEnd = new Promise<never>((_, reject) => (report = reject));
  // Who waits for nothing else learns of it by the state of the process.
  unexpectedEnd.catch(() => undefined);
  return {
    unexpectedEnd,
    start: (name, command, args) => {
      mkdirSync(dirname(paths.log(settings, name)), { recursive: true });
      const log = openSync(paths.log(settings, name), 'a');
      const child = spawn(command, args, { stdio: ['ignore', log, log] });
      const end = (reason: string): void => {
        if (!stopping) report(new Error(`${name} ${reason}; see ${paths.log(settings, name)}`));
      };
      child.on('error', (error) => {
        end(`cannot be started: ${error.message}`);
      });
      child.on('exit', (code, signal) => {
        end(`ended (${code ?? String(signal)})`);
      });
      running.push({ name, child });
    },
    stop: async () => {
      stopping = true;
      for (const { child } of running.toReversed()) await stop(child);
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const late = sleep(patienceMilliseconds, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
  await exited;
}
