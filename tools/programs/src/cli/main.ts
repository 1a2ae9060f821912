/**
 * Installs programs (see `usage`). Exits with 1 when one of them cannot be installed, after it has tried the others.
 */
import { program } from '../program.js';
import { table } from '../table.js';
import { chosenPrograms, usage } from './arguments.js';

const args = process.argv.slice(2);
try {
  if (args.includes('--help')) console.log(usage);
  else await installAll(args);
} catch (error) {
  report(error);
}

async function installAll(names: readonly string[]): Promise<void> {
  for (const name of chosenPrograms(names)) {
    const start = performance.now();
    try {
      const path = await program(name);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${name.padEnd(18)} ${table[name].version.padEnd(11)} ${seconds.padStart(6)} s  ${path}`);
    } catch (error) {
      report(error);
    }
  }
}

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
