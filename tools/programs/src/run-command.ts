import { spawn } from 'node:child_process';

/** Where and how a command runs. */
export interface CommandOptions {
  readonly directory: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What to do when the command is missing, as a sentence. */
  readonly remedy: string;
}

/**
 * Runs a command to its end and gives what it writes to its standard output.
 *
 * @throws Error when the command is missing (with the remedy) or fails (with the end of what it said)
 */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { directory, environment, remedy } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'is missing' : `cannot be run: ${error.message}`;
      reject(new Error(`"${command}" ${reason}. ${remedy}`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(failure([command, ...args].join(' '), code ?? String(signal), complaints || output)));
    });
  });
}

/** The message for a command that failed: its last lines say why, those before what was downloaded. */
export function failure(commandLine: string, status: number | string, complaints: string): string {
  const lines = complaints.trimEnd().split('\n').slice(-15);
  return [`"${commandLine}" failed (${status}):`, ...lines.map((line) => `  ${line}`)].join('\n');
}
