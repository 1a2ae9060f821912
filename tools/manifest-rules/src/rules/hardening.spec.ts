import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { hardening } from './hardening.js';

it.each([
  ['spec.template.spec.enableServiceLinks', undefined, 'StatefulSet web: enableServiceLinks is not false'],
  [
    'spec.template.spec.automountServiceAccountToken',
    undefined,
    'StatefulSet web: automountServiceAccountToken is not set',
  ],
  [
    `${containerPath}.securityContext.readOnlyRootFilesystem`,
    false,
    'StatefulSet web, container web: its root file system can be written',
  ],
])('%s = %j', (path, value, problem) => {
  expect(problemsOf(hardening, changed('StatefulSet web', path, value))).toEqual([problem]);
});
