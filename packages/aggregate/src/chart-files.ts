import type { ChartModel } from 'chartkit';
import { printChart } from 'chartkit';

import { chartReadme } from './chart-readme.js';
import { profiles } from './profiles.js';

/** All files of the chart as it is shipped: what `printChart` gives, its README and the profiles of values. */
export const chartFiles = (model: ChartModel): ReadonlyMap<string, string> =>
  new Map([
    ...printChart(model),
    ['README.md', chartReadme(model)],
    ...profiles.map(({ name, text }) => [`profiles/${name}.yaml`, text] as const),
  ]);
