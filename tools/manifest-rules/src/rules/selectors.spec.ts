import { expect, it } from 'vitest';

import { added, changed, problemsOf, release } from '../testing/release.js';
import { selectors } from './selectors.js';

it('a Service that selects nobody, nothing, or the pods of two', () => {
  expect(problemsOf(selectors, changed('Service web', 'spec.selector', { app: 'wbe' }))).toEqual([
    'Service web: it selects the pods of nobody',
  ]);
  expect(problemsOf(selectors, changed('Service web', 'spec.selector', {}))).toEqual([
    'Service web: it selects nothing',
  ]);
  const twin = { ...release.find(({ kind }) => kind === 'StatefulSet'), metadata: { name: 'twin' } };
  expect(problemsOf(selectors, added(twin))).toContain(
    'Service web: it selects the pods of StatefulSet web and StatefulSet twin',
  );
});

it('a workload that does not select its own pods', () => {
  expect(problemsOf(selectors, changed('StatefulSet web', 'spec.selector.matchLabels', { app: 'wbe' }))).toEqual([
    'StatefulSet web: it selects the pods of nobody',
  ]);
});
