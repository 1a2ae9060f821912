import { setTimeout as sleep } from 'node:timers/promises';

import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** What happened to a number of pods. */
export interface Replicas {
  readonly fewest: number;
  /** How long there were fewer than at first, in seconds. */
  readonly secondsBelow: number;
}

/** Watches how many pods a StatefulSet asks for while something is done, and until there are at least `least` again. */
export async function watchReplicas(
  access: Access,
  name: string,
  least: number,
  action: () => Promise<void>,
): Promise<Replicas> {
  const now = async (): Promise<number> =>
    Number(await kubectl(access, ['get', 'statefulset', name, '--output=jsonpath={.spec.replicas}']));
  const first = await now();
  let fewest = first;
  let since: number | undefined;
  let secondsBelow = 0;
  const ended = action().then(() => 'ended');
  for (let isEnded = false; ;) {
    isEnded ||= (await Promise.race([ended, sleep(100)])) === 'ended';
    const count = await now();
    fewest = Math.min(fewest, count);
    if (count < first) since ??= performance.now();
    else if (since !== undefined) {
      secondsBelow += (performance.now() - since) / 1000;
      since = undefined;
    }
    if (isEnded && count >= least) return { fewest, secondsBelow };
    if (isEnded) await sleep(100);
  }
}
