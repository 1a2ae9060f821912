import { answerOf } from './answer.js';
import type { Access } from './commands.js';

/** What a fake has done with one of its dependencies. */
export interface Usage {
  /** Why the last use failed. */
  readonly problem?: string;
  /** How often the dependency acknowledged. */
  readonly acknowledged: number;
  /** How much of that is there now. */
  readonly found: number;
}

/** Asks the fake in a pod what it has done. */
export const reportOf = async (access: Access, pod: string, port: number): Promise<Readonly<Record<string, Usage>>> =>
  (await answerOf(access, pod, port, '/fake/report')) as Readonly<Record<string, Usage>>;
