import { ofService } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { installationMilliseconds } from 'programs';
import { describe, expect, it } from 'vitest';

import { semanticExplorer } from './index.js';
import { profilePrograms } from './testing/profile-programs.js';
import { shippedValues } from './testing/value-sets.js';

/** The services of the infrastructure that values turn off, so that there is nothing to load. */
const turnedOff: Readonly<Record<string, readonly string[]>> = {
  defaults: ['auth-proxy'],
  'profiles/airgap': ['auth-proxy'],
  'profiles/external': profilePrograms.map(({ service }) => service),
  'profiles/minimal': ['auth-proxy'],
  'profiles/production': [],
};

describe.each(shippedValues)('what the chart renders for %s', (name, values) => {
  const objects = evaluateChart(semanticExplorer, {
    release: { name: 'prod', namespace: 'explorer' },
    values: [values],
  });
  const isThere = (service: string): boolean => ofService(objects, service).length > 0;

  it('is for all programs but those that it is said to turn off', () => {
    const absent = profilePrograms.map(({ service }) => service).filter((service) => !isThere(service));
    expect(absent).toEqual(turnedOff[name]);
  });

  const present = profilePrograms.filter(({ service }) => isThere(service));
  if (present.length === 0) return;
  it.each(present.map(({ service, by, load }) => [`${by}: ${service}`, load] as const))(
    'is taken by %s',
    { timeout: installationMilliseconds },
    async (_, load) => {
      await load(objects);
    },
  );
});
