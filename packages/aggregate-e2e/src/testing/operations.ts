import { eventually } from 'programs';

import type { Access } from './commands.js';
import { kubectl } from './commands.js';
import type { Usage } from './fake-report.js';
import { reportOf } from './fake-report.js';
import type { Pod } from './objects.js';
import { listObjects, namesOf, ofRelease, restartsOf } from './objects.js';
import { allReady } from './readiness.js';

type Report = Readonly<Record<string, Usage>>;

/** What an administrator does with a release of the chart, and sees of it. */
export interface Operations {
  /** Name of an object of a service: `api-0` → `explorer-semantic-explorer-api-0`. */
  name(service: string): string;
  kubectl(...args: readonly string[]): Promise<string>;
  /** The uid of a pod; empty when it is not there. */
  uidOf(pod: string): Promise<string>;
  /**
   * Kills pods without any grace, and waits until their controllers have made others in their place: before that, all that
   * is there may be Ready.
   */
  kill(...names: readonly string[]): Promise<void>;
  /** Waits until the pods of workloads (`statefulset/name`) are those of their newest version, and Ready. */
  rolledOut(workloads: readonly string[]): Promise<void>;
  /** Waits until every pod is Ready, or has done what it is for. */
  allReady(): Promise<void>;
  /** The containers that were restarted. A pod that a test has killed was replaced, so it begins with none. */
  restarts(): Promise<readonly string[]>;
  /** What the API has done with what it uses. */
  apiReport(): Promise<Report>;
  /** What it has done when it has no problem with anything, for which this waits. */
  apiWell(): Promise<Report>;
}

const controllerOf = ({ metadata }: Pod): string =>
  (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`).join();

/** Operations on a release. */
export function operationsOn(access: Access, release: string): Operations {
  const name = (service: string): string => `${release}-semantic-explorer-${service}`;
  const run = (...args: readonly string[]): Promise<string> => kubectl(access, args);
  const pods = (): Promise<readonly Pod[]> => listObjects<Pod>(access, 'pods', ofRelease(release));
  const apiReport = (): Promise<Report> => reportOf(access, name('api-0'), 8080);
  return {
    name,
    kubectl: run,
    uidOf: (pod) => run('get', 'pod', pod, '--ignore-not-found', '--output=jsonpath={.metadata.uid}'),
    kill: async (...names) => {
      const before = await pods();
      const victims = before.filter(({ metadata }) => names.includes(metadata.name));
      if (victims.length < names.length) throw new Error(`There are only ${namesOf(victims).join(', ')}`);
      const uids = new Set(victims.map(({ metadata }) => metadata.uid));
      const controllers = new Set(victims.map(controllerOf));
      const areTheirs = (pod: Pod): boolean => controllers.has(controllerOf(pod));
      await run('delete', 'pod', ...names, '--grace-period=0', '--force');
      await eventually(
        'others take the place of the killed pods',
        async () => {
          const now = (await pods()).filter(areTheirs);
          const isReplaced = now.length >= before.filter(areTheirs).length;
          if (!isReplaced || now.some(({ metadata }) => uids.has(metadata.uid)))
            throw new Error(`there are ${namesOf(now).join(', ')}`);
        },
        { timeoutMilliseconds: 30_000, pollMilliseconds: 200 },
      );
    },
    rolledOut: async (workloads) => {
      for (const workload of workloads) await run('rollout', 'status', workload, '--timeout=120s');
    },
    allReady: async () => {
      await allReady(access, release);
    },
    restarts: async () => restartsOf(await pods()),
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
