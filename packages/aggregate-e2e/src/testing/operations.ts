import { eventually } from 'programs';

import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import { allReady } from './readiness.js';
import type { Usage } from './stand-in.js';
import { reportOf } from './stand-in.js';

type Report = Readonly<Record<string, Usage>>;

/** What an administrator does with a release of the chart, and sees of it. */
export interface Operations {
  /** Name of an object of a service: `api-0` → `explorer-semantic-explorer-api-0`. */
  name(service: string): string;
  kubectl(...args: readonly string[]): Promise<string>;
  /** The uid of a pod; empty when it is not there. */
  uidOf(pod: string): Promise<string>;
  /** Waits until the pods of workloads (`statefulset/name`) are those of their newest version, and Ready. */
  rolledOut(workloads: readonly string[]): Promise<void>;
  /** Waits until every pod is Ready, or has done what it is for. */
  allReady(): Promise<void>;
  /** What the API has done with what it uses. */
  apiReport(): Promise<Report>;
  /** What it has done when it has no problem with anything, for which this waits. */
  apiWell(): Promise<Report>;
}

/** Operations on a release. */
export function operationsOn(access: Access, release: string): Operations {
  const name = (service: string): string => `${release}-semantic-explorer-${service}`;
  const run = (...args: readonly string[]): Promise<string> => kubectl(access, args);
  const apiReport = (): Promise<Report> => reportOf(access, name('api-0'), 8080);
  return {
    name,
    kubectl: run,
    uidOf: (pod) => run('get', 'pod', pod, '--ignore-not-found', '--output=jsonpath={.metadata.uid}'),
    rolledOut: async (workloads) => {
      for (const workload of workloads) await run('rollout', 'status', workload, '--timeout=120s');
    },
    allReady: async () => {
      await allReady(access, release);
    },
    apiReport,
    apiWell: () =>
      eventually(
        'the API uses everything',
        async () => {
          const report = await apiReport();
          const isUnwell = Object.values(report).some(({ problem }) => problem !== undefined);
          // Since its start it has used each a few times.
          if (isUnwell || (report['queue']?.acknowledged ?? 0) < 3) throw new Error(JSON.stringify(report));
          return report;
        },
        { timeoutMilliseconds: 90_000, pollMilliseconds: 500 },
      ),
  };
}
