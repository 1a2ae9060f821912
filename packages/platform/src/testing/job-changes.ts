import type { ChartModel } from 'chartkit';
import { RefusedValuesError } from 'chartkit';
import { drawnForLeaf, leavesOf, withValueAt } from 'chartkit/testing';

import { ofKind, ofService, render } from './render-service.js';

type Values = Readonly<Record<string, unknown>>;
interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

/** The Job of some values: its name, all that decides about its run, and everything but its name. */
export interface MadeJob {
  readonly name: string;
  readonly run: string;
  readonly rest: string;
}

/** What another value at one place makes of a Job. */
export interface JobChange {
  readonly path: string;
  readonly before: MadeJob;
  readonly after: MadeJob;
}

/** Nothing for values that are refused, or without a Job. */
function madeJob(chart: ChartModel, service: string, values: Values): MadeJob | undefined {
  try {
    const objects = render(chart, values);
    const own = ofService(objects, service);
    const [job] = ofKind(own, 'Job') as unknown as readonly Job[];
    if (job === undefined) return undefined;
    const { name } = job.metadata;
    return {
      name,
      run: JSON.stringify([job.spec, ofKind(own, 'ConfigMap').map(({ data }) => data)]),
      rest: JSON.stringify(objects).replaceAll(name, 'the Job'),
    };
  } catch (error) {
    if (error instanceof RefusedValuesError) return undefined;
    throw error;
  }
}

/** What other values at each place make of the Job of a service, from each of some sets of values. */
export const jobChanges = (chart: ChartModel, service: string, valueSets: readonly Values[]): readonly JobChange[] =>
  valueSets.flatMap((values) => {
    const before = madeJob(chart, service, values);
    return leavesOf(chart.schema).flatMap((leaf) =>
      drawnForLeaf(leaf, chart.schema, 30).flatMap((value) => {
        const after = madeJob(chart, service, withValueAt(values, leaf.path, value));
        return after === undefined || before === undefined ? [] : [{ path: leaf.path.join('.'), before, after }];
      }),
    );
  });

/** The places where another value changes what a Job runs, but not its name: a Job cannot be changed. */
export const unnoticedJobChanges = (changes: readonly JobChange[]): readonly string[] => [
  ...new Set(
    changes
      .filter(({ before, after }) => after.name === before.name && after.run !== before.run)
      .map(({ path }) => path),
  ),
];
