import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parse } from 'yaml';

/** The chart, as `nx run aggregate:build` writes it. */
export const chartDirectory = resolve(import.meta.dirname, '../../../aggregate/dist/chart');

/** The values of a profile of the chart, such as `production`. */
export const readProfile = (name: string): Readonly<Record<string, unknown>> =>
  parse(readFileSync(join(chartDirectory, 'profiles', `${name}.yaml`), 'utf8')) as Readonly<Record<string, unknown>>;
