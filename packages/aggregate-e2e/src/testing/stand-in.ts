import type { Access } from './commands.js';
import { kubectl } from './commands.js';

/** What a stand-in has done with one of its dependencies. */
export interface Usage {
  /** Why the last use failed. */
  readonly problem?: string;
  /** How often the dependency acknowledged. */
  readonly acknowledged: number;
  /** How much of that is there now. */
  readonly found: number;
}

/** Asks the stand-in in a pod what it has done, through the API server. */
export async function reportOf(access: Access, pod: string, port: number): Promise<Readonly<Record<string, Usage>>> {
  const path = `/api/v1/namespaces/${access.namespace}/pods/${pod}:${port}/proxy/stand-in/report`;
  return JSON.parse(await kubectl(access, ['get', '--raw', path])) as Readonly<Record<string, Usage>>;
}
