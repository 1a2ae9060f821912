import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How a script ended and what it printed. */
export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A script that runs. */
export interface RunningScript {
  readonly ended: Promise<ScriptResult>;
  /** Resolves when the script has printed something that matches. */
  printed(pattern: RegExp): Promise<void>;
  terminate(): void;
}

/** The path of a script in the folder above. */
export const scriptPath = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The whole environment of a script; undefined values are left out. */
export type Environment = Record<string, string | undefined>;

/** Starts a script as a container would: own process, exactly the environment that is given. */
export function startScript(path: string, env: Environment, args: readonly string[] = []): RunningScript {
  const child = spawn(process.execPath, [path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return {
    ended: once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr })),
    printed: async (pattern) => {
      while (!pattern.test(stdout + stderr)) await once(child.stdout, 'data');
    },
    terminate: () => child.kill('SIGTERM'),
  };
}

/** Runs a script to its end. */
export const runScript = (path: string, env: Environment, args: readonly string[] = []): Promise<ScriptResult> =>
  startScript(path, env, args).ended;
