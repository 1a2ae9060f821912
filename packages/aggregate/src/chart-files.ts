import type { ChartModel } from 'chartkit';
import { printChart } from 'chartkit';

import { chartReadme } from './chart-readme.js';

/** All files of the chart as it is shipped: what `printChart` gives, and its README. */
export const chartFiles = (model: ChartModel): ReadonlyMap<string, string> =>
  new Map([...printChart(model), ['README.md', chartReadme(model)]]);
