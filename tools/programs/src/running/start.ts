import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

/** How a program ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that was started. */
export interface RunningProgram {
  readonly processId: number;
  /** All that it has written so far, to both streams. */
  output(): string;
  /** How it ended; undefined while it runs. */
  exit(): Exit | undefined;
  /** Waits for its end. */
  readonly ended: Promise<Exit>;
  /**
   * Sends a signal (SIGTERM by default) and waits for the end.
   *
   * @throws Error when it does not end in time; it is killed then
   */
  stop(signal?: NodeJS.Signals, timeoutMilliseconds?: number): Promise<Exit>;
}

/** How a program is started. */
export interface StartOptions {
  /** All its variables beside PATH: nothing else is handed on, as in a container. */
  readonly environment?: Readonly<Record<string, string>>;
  /** User that runs it, the current one by default. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly directory?: string;
}

const children = new Set<ChildProcess>();
// What a test leaves behind when it fails must not outlive it.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a program, which lives no longer than this process. */
export function startProgram(path: string, args: readonly string[], options: StartOptions = {}): RunningProgram {
  const { environment = {}, user = {}, directory } = options;
  const child = spawn(path, args, {
    ...user,
    cwd: directory,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  let exit: Exit | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      children.delete(child);
      resolve((exit ??= { code, signal }));
    };
    child.on('close', end);
    child.on('error', (error) => {
      output += `${path} cannot be started: ${error.message}\n`;
      end(null, null);
    });
  });
  return {
    processId: child.pid ?? 0,
    output: () => output,
    exit: () => exit,
    ended,
    stop: async (signal = 'SIGTERM', timeoutMilliseconds = 20_000) => {
      child.kill(signal);
      const timer = setTimeout(() => {
        output += `\nKilled ${timeoutMilliseconds} ms after ${signal}.`;
        child.kill('SIGKILL');
      }, timeoutMilliseconds);
      const result = await ended;
      clearTimeout(timer);
      if (result.signal === 'SIGKILL') throw new Error(`${path} did not end: ${output}`);
      return result;
    },
  };
}
