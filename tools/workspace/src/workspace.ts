import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The folder that holds nx.json. */
export const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** Reads a text file, named relative to the workspace root. */
export function readWorkspaceFile(path: string): Promise<string> {
  return readFile(join(workspaceRoot, path), 'utf8');
}

const generatedFolders = ['node_modules', 'dist', 'out-tsc', 'test-output'];

/** Every file below a folder, generated folders left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => !generatedFolders.includes(entry.name))
      .map((entry) =>
        entry.isDirectory() ? filesBelow(join(folder, entry.name)) : Promise.resolve([join(folder, entry.name)]),
      ),
  );
  return files.flat();
}

/**
 * Runs a program in a folder and gives what it prints.
 * @throws when it exits with another code than 0, with what it printed.
 */
export async function runProgram(program: string, args: readonly string[], directory: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd: directory, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/**
 * Runs the workspace's own Nx and gives what it prints.
 * @throws when Nx exits with another code than 0.
 */
export async function runNx(...commandArguments: string[]): Promise<string> {
  // Without the daemon the answer comes from the files as they are now; without the variables
  // that Nx sets for its tasks this is a run of its own, not a part of the run that started it.
  const ownVariables = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
  const { stdout } = await promisify(execFile)(join(workspaceRoot, 'node_modules/.bin/nx'), commandArguments, {
    cwd: workspaceRoot,
    env: { ...Object.fromEntries(ownVariables), NX_DAEMON: 'false' },
  });
  return stdout;
}
