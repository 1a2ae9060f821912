import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { resources } from './resources.js';

it('a container that does not say what it needs', () => {
  expect(
    problemsOf(resources, changed('StatefulSet web', `${containerPath}.resources`, { requests: { cpu: 1 } })),
  ).toEqual([
    'StatefulSet web, container web: resources.requests.memory is missing',
    'StatefulSet web, container web: resources.limits.memory is missing',
  ]);
});
