import { ChartkitError } from '../../errors.js';
import type { ChartModel } from '../../index.js';
import { resources } from '../../index.js';
import type { SmallValues } from './small-chart.js';
import { smallChart } from './small-chart.js';

/** What an error tells. */
export interface Told {
  readonly code: string;
  readonly problem: string;
  readonly location?: string | undefined;
  readonly remedy?: string | undefined;
}

/** What the error that a mistake causes tells. */
export function errorOf(mistake: () => unknown): Told {
  try {
    mistake();
  } catch (error) {
    if (!(error instanceof ChartkitError)) throw error;
    const { code, problem, location, remedy } = error;
    return { code, problem, location, remedy };
  }
  throw new Error('nothing was thrown');
}

/** An object of any fields. */
export const thing = resources.customResource<Record<string, unknown>>('v1', 'Thing');

/** A chart of one object with one field. */
export const withField = (field: (values: SmallValues) => unknown): ChartModel =>
  smallChart((scope, values) => {
    thing(scope, { metadata: { name: 'x' }, field: field(values) });
  });
