import type { ProgramName } from '../table.js';
import { programNames } from '../table.js';

/** How the command is used. */
export const usage = `Usage: install [name…]
Downloads or builds programs, all by default, and prints the time and path of each.
Programs: ${programNames.join(', ')}
Environment: PROGRAMS_CACHE, the folder in which they are kept`;

/**
 * The programs that arguments name, each once; all when they name none.
 *
 * @throws Error for a name that stands in no row of the table
 */
export function chosenPrograms(args: readonly string[]): readonly ProgramName[] {
  const known = new Set<string>(programNames);
  const isKnown = (name: string): name is ProgramName => known.has(name);
  const names = [...new Set(args)];
  const unknown = names.filter((name) => !isKnown(name));
  if (unknown.length > 0) throw new Error(`There is no program ${unknown.join(', ')}.\n${usage}`);
  return names.length === 0 ? programNames : names.filter(isKnown);
}
