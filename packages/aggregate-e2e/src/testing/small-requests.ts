import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { chartDirectory } from './chart.js';
import type { Values } from './release.js';

const small = { cpu: '10m', memory: '16Mi' };

/** Values that only ask for little CPU and memory, for every container of the chart: a profile then fits on one small node. */
export const smallRequests = (): Values =>
  requestsIn(parse(readFileSync(join(chartDirectory, 'values.yaml'), 'utf8')) as Values);

/** `resources` anywhere in the default values become small requests; everything else is left out. */
function requestsIn(values: Values): Values {
  const entries = Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'resources') return [[key, { requests: small }]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const inside = requestsIn(value as Values);
    return Object.keys(inside).length > 0 ? [[key, inside]] : [];
  });
  return Object.fromEntries(entries);
}
