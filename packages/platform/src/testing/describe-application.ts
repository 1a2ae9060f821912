import type { ChartModel } from 'chartkit';
import { describe, expect, it } from 'vitest';

import type { Contract } from './contract/contract.js';
import { contractProblems } from './contract/contract-problems.js';
import { kubernetesProblems, namesOf, ofKind, refusalsOf, render } from './render-service.js';
import { unreservedVariables } from './reserved-variables.js';

type Values = Readonly<Record<string, unknown>>;

/** A service of the application that is tested. */
export interface TestedApplication {
  readonly name: string;
  /** Key of its values. */
  readonly key: string;
  /** A chart of the service alone, with the programs of its init containers. */
  readonly chart: ChartModel;
  readonly contract: Contract;
  /** Values that bring out everything that the service can have. */
  readonly valueSets: Readonly<Record<string, Values>>;
}

/** What holds for every service of the application; the spec of each calls it, and tests what is its own. */
export function describeApplication({ name, key, chart, contract, valueSets }: TestedApplication): void {
  const fullname = `prod-semantic-explorer-${name}`;

  describe.each(Object.entries(valueSets))(`${name}: %s`, (_, values) => {
    it('consists of objects that Kubernetes takes, oldest and newest', () => {
      expect(kubernetesProblems(render(chart, values))).toEqual([]);
    });

    it('agrees with the contract of the program', () => {
      expect(contractProblems(contract, render(chart, values))).toEqual([]);
    });
  });

  describe(`${name}, as every service of the application`, () => {
    it('consists of these objects by default', () => {
      expect(namesOf(render(chart)).slice(1)).toEqual([
        `ServiceAccount ${fullname}`,
        `Service ${fullname}`,
        `Service ${fullname}-headless`,
        `StatefulSet ${fullname}`,
        `PodDisruptionBudget ${fullname}`,
      ]);
    });

    it('leaves the number of pods to the autoscaler', () => {
      const objects = render(chart, { [key]: { autoscaling: { enabled: true } } });
      expect(ofKind(objects, 'HorizontalPodAutoscaler')).toHaveLength(1);
      expect(ofKind(objects, 'StatefulSet')[0]?.['spec']).not.toHaveProperty('replicas');
    });

    it('is not there when it is disabled', () => {
      expect(namesOf(render(chart, { [key]: { enabled: false } }))).toEqual([
        'ConfigMap prod-semantic-explorer-scripts',
      ]);
    });

    it('has no variable that can be set twice', () => {
      expect(unreservedVariables(chart, key, name, Object.values(valueSets))).toEqual([]);
    });
  });
}

/** As `describeApplication`, for a worker of `queueWorker()`. */
export function describeQueueWorker(worker: TestedApplication): void {
  const { name, key, chart } = worker;
  describeApplication(worker);

  it(`${name} is refused with values of a wrong form`, () => {
    const refused = refusalsOf(chart, {
      [key]: { jobs: { maxConcurrentJobs: 0 }, resources: { limits: { memory: '10 GB' } } },
    }).map(({ path }) => path);
    expect([...new Set(refused)].sort()).toEqual([`${key}.jobs.maxConcurrentJobs`, `${key}.resources.limits.memory`]);
  });
}
