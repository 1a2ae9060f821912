import { readdirSync, readFileSync } from 'node:fs';

import { parseValues } from 'chartkit';

import { profiles } from '../profiles.js';

type ValueSet = readonly [name: string, values: Readonly<Record<string, unknown>>];

const fixtures = new URL('../../fixtures/', import.meta.url);

/** What people install: the default values, and the profiles that come with the chart. */
export const shippedValues: readonly ValueSet[] = [
  ['defaults', {}],
  ...profiles.map(({ name, text }) => [`profiles/${name}`, parseValues(text, `profiles/${name}.yaml`)] as const),
];

/** The values for which the whole chart is tested, by name: what people install, and those of `fixtures`. */
export const valueSets: readonly ValueSet[] = [
  ...shippedValues,
  ...readdirSync(fixtures).map(
    (name) => [name, parseValues(readFileSync(new URL(name, fixtures), 'utf8'), name)] as const,
  ),
];
