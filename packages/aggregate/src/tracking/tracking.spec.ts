import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import type { Finder } from './claim.js';
import { trackingDocument } from './document.js';
import { absent, byDefault, field, file, noLine, noObjectOf, part } from './finders.js';
import { findingsOf, renderedFor, trackingPage } from './page.js';
import { everyContainer, everyPod } from './pods.js';
import { valueAt } from './value-at.js';

const rendered = renderedFor();
const claims = trackingDocument.flatMap((section) =>
  section.claims.map((claim) => ({ section: section.title, ...claim })),
);

describe('the tracking document', () => {
  it.each(claims)('$section: $claim', (claim) => {
    expect(findingsOf(claim, rendered).length).toBeGreaterThan(0);
  });

  it('is what docs/tracking.md shows', async () => {
    // Run `npx nx run aggregate:tracking` after a change.
    const page = await readFile(new URL('../../../../docs/tracking.md', import.meta.url), 'utf8');
    expect(page).toBe(trackingPage(trackingDocument));
  });

  it('says nothing twice in one section', () => {
    const texts = claims.map(({ section, claim }) => `${section}: ${claim}`);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});

describe('a claim that does not hold', () => {
  const pod = { securityContext: { runAsNonRoot: false }, containers: [{ name: 'web', image: 'web:1' }] };
  const web = {
    kind: 'Deployment',
    metadata: { name: 'semantic-explorer-web' },
    spec: { replicas: 1, template: { spec: pod } },
  };
  const small = { objects: [web], files: new Map([['a.yaml', 'kind: A']]), defaults: { web: { enabled: true } } };

  it.each<[string, Finder]>([
    ['there is no Deployment semantic-explorer-db', field('Deployment db', 'spec.replicas', 1)],
    ['spec.replicas of Deployment semantic-explorer-web is 1, not 2', field('Deployment web', 'spec.replicas', 2)],
    [
      'spec.paused of Deployment semantic-explorer-web is nothing, not true',
      field('Deployment web', 'spec.paused', true),
    ],
    ['spec.replicas of Deployment semantic-explorer-web is 1, not nothing', absent('Deployment web', 'spec.replicas')],
    [
      'spec.template.spec.containers[web].image of Deployment semantic-explorer-web has no part /web:2/',
      part('Deployment web', 'spec.template.spec.containers[web].image', /web:2/),
    ],
    ['the chart has no file b.yaml', file('b.yaml', 'kind: A')],
    ['a.yaml does not hold kind: B', file('a.yaml', 'kind: B')],
    ['the default of web.enabled is true', byDefault('web.enabled', false)],
    ['there is a Deployment semantic-explorer-web', noObjectOf('Deployment')],
    ['Deployment semantic-explorer-web has a line with /runAsNonRoot: false/', noLine(/runAsNonRoot: false/)],
    [
      'securityContext.runAsNonRoot of Deployment semantic-explorer-web is false',
      everyPod('securityContext.runAsNonRoot', true),
    ],
    ['image of Deployment semantic-explorer-web is "web:1"', everyContainer('image', 'web:2')],
  ])('is an error that says: %s', (sentence, finder) => {
    expect(() => findingsOf({ claim: 'The claim', find: [finder] }, small)).toThrow(
      `"The claim" does not hold: ${sentence}`,
    );
  });

  it('shows what was found when it holds', () => {
    expect(findingsOf({ claim: 'One pod', find: [field('Deployment web', 'spec.replicas', 1)] }, small)).toEqual([
      { object: 'Deployment semantic-explorer-web', field: 'spec.replicas', value: '1' },
    ]);
  });
});

describe('a path in an object', () => {
  const object = {
    list: [
      { name: 'first', value: 1 },
      { metadata: { name: 'second' }, value: 2 },
    ],
    limits: { 'nvidia.com/gpu': 1 },
  };

  it.each([
    ['list[first].value', 1],
    ['list[second].value', 2],
    ['list[1].value', 2],
    ['limits[nvidia.com/gpu]', 1],
    ['list[third].value', undefined],
    ['limits.constructor', undefined],
  ])('%s', (path, value) => {
    expect(valueAt(object, path)).toBe(value);
  });
});
