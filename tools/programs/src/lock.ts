import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a lock is waited for. */
export interface LockOptions {
  readonly pollMilliseconds?: number;
  /** After this time nobody waits any longer. */
  readonly patienceMilliseconds?: number;
  /** Is told once when another process holds the lock. */
  readonly onWait?: (owner: number) => void;
}

/**
 * Does something while no other process on this machine does it.
 *
 * The lock is a file with the id of its owner; one whose owner has ended is taken over. Two processes that take over at
 * the same moment may both go on: the lock saves work, and what needs more must appear by an atomic rename.
 *
 * @throws Error when the owner does not finish in time
 */
export async function withLock<T>(file: string, action: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const { pollMilliseconds = 200, patienceMilliseconds = 30 * 60_000, onWait } = options;
  const end = Date.now() + patienceMilliseconds;
  let told = false;
  while (!acquire(file)) {
    const owner = ownerOf(file);
    if (owner !== undefined && !isRunning(owner)) rmSync(file, { force: true });
    else if (Date.now() > end) {
      throw new Error(
        `Process ${String(owner)} still holds ${file}. End it or, if it has nothing to do with it, remove the file.`,
      );
    } else {
      if (!told && owner !== undefined) onWait?.(owner);
      told ||= owner !== undefined;
      await sleep(pollMilliseconds);
    }
  }
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function acquire(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The owner that a lock names; none when it was released meanwhile or is being written. */
function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
