import { setTimeout as sleep } from 'node:timers/promises';

/** Does something again and again; a failure is written to the log when it is another one than before. */
export async function repeat(name: string, action: () => Promise<void>, pauseMilliseconds = 300): Promise<never> {
  let last = '';
  for (;;) {
    try {
      await action();
      last = '';
    } catch (error) {
      const reason = String(error);
      if (reason !== last) console.error(`${name}: ${reason}`);
      last = reason;
    }
    await sleep(pauseMilliseconds);
  }
}
