import { expect, it } from 'vitest';

import { changed, problemsOf } from '../testing/release.js';
import { temporaryVolumes } from './temporary-volumes.js';

const withVolumes = (...volumes: readonly unknown[]) =>
  changed('StatefulSet web', 'spec.template.spec.volumes', volumes);

it('wants a limit of every temporary volume', () => {
  expect(problemsOf(temporaryVolumes, withVolumes({ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }))).toEqual([]);
  expect(
    problemsOf(
      temporaryVolumes,
      withVolumes({ name: 'config', configMap: { name: 'web' } }, { name: 'tmp', emptyDir: {} }),
    ),
  ).toEqual(['StatefulSet web: its temporary volume tmp has no limit']);
});
