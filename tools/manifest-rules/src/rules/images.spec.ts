import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { images } from './images.js';

it.each([
  ['localhost:5000/web', 'has no tag'],
  ['web:latest', 'has the tag latest'],
])('the image %s', (image, problem) => {
  expect(problemsOf(images, changed('StatefulSet web', `${containerPath}.image`, image))).toEqual([
    `StatefulSet web, container web: the image ${image} ${problem}`,
  ]);
});

it('an image with a digest needs no tag', () => {
  const image = `web@sha256:${'0'.repeat(64)}`;
  expect(problemsOf(images, changed('StatefulSet web', `${containerPath}.image`, image))).toEqual([]);
});
