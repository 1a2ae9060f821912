// @ts-check
/**
 * What programs of the chart share: how they start and end, and how they read their settings.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Wrong specification or environment, which no other try heals. */
export class InputError extends Error {}

/** What the program is for cannot be done. */
export class FailedError extends Error {}

/** @type {(condition: unknown, problem: string) => asserts condition} */
export function demand(condition, problem) {
  if (!condition) throw new InputError(problem);
}

/** A number of a variable. @param {NodeJS.ProcessEnv} env @param {string} name @param {number} fallback */
export function positive(env, name, fallback) {
  const value = Number(env[name] ?? fallback);
  demand(value > 0 && value < 1e6, `${name}: must be a number above 0`);
  return value;
}

/**
 * Runs a program if the module that calls this is the one that was started. Exit codes: what the program gives; 1 it failed;
 * 2 wrong input; `terminated` stopped by SIGTERM.
 * @param {string} moduleUrl
 * @param {(env: NodeJS.ProcessEnv, args: string[]) => Promise<number>} program
 */
export async function runWhenStarted(moduleUrl, program, { terminated = 143 } = {}) {
  // A ConfigMap mounts its files as symbolic links, hence the real path.
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== fileURLToPath(moduleUrl)) return;
  process.once('SIGTERM', () => process.exit(terminated)); // As process 1 of a container Node would ignore it otherwise.
  try {
    const code = await program(process.env, process.argv.slice(2));
    process.exit(code); // A name look-up may hang on, so do not wait for all to end.
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof FailedError)) throw error;
    console.error(`error: ${error.message}`);
    process.exit(error instanceof InputError ? 2 : 1);
  }
}
