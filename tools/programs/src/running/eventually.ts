import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningProgram } from './start.js';

/** How long something is tried. */
export interface EventuallyOptions {
  readonly timeoutMilliseconds?: number;
  readonly pollMilliseconds?: number;
  /** The program that is waited for: nothing is tried any longer when it ends. */
  readonly running?: RunningProgram;
}

/**
 * Tries something until it does not throw, and gives its result.
 *
 * @throws Error with the last reason, and with what the program has written
 */
export async function eventually<T>(
  what: string,
  action: () => T | Promise<T>,
  { timeoutMilliseconds = 20_000, pollMilliseconds = 50, running }: EventuallyOptions = {},
): Promise<T> {
  const end = Date.now() + timeoutMilliseconds;
  for (;;) {
    const ended = running?.exit();
    try {
      return await action();
    } catch (error) {
      const tried = ended === undefined && Date.now() < end;
      if (!tried) {
        const why = ended === undefined ? `not within ${timeoutMilliseconds / 1000} s` : `the program has ended`;
        throw new Error(`${what}: ${why}: ${String(error)}\n${running?.output() ?? ''}`, { cause: error });
      }
    }
    await sleep(pollMilliseconds);
  }
}
