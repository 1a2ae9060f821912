import { readdirSync, readFileSync } from 'node:fs';

import { parseValues } from 'chartkit';

const fixtures = new URL('../../fixtures/', import.meta.url);

/** The values for which the whole chart is tested, by name: the defaults, and those of `fixtures`. */
export const valueSets: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['defaults', {}],
  ...readdirSync(fixtures).map(
    (name) => [name, parseValues(readFileSync(new URL(name, fixtures), 'utf8'), name)] as const,
  ),
];
