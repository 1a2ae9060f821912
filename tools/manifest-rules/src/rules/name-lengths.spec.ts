import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { nameLengths } from './name-lengths.js';

const name = (length: number) => 'n'.repeat(length);

it.each([
  ['StatefulSet web', 52, 53],
  ['Service web', 63, 64],
])('the longest name of a %s', (title, fits, tooLong) => {
  expect(problemsOf(nameLengths, changed(title, 'metadata.name', name(fits)))).toEqual([]);
  expect(problemsOf(nameLengths, changed(title, 'metadata.name', name(tooLong)))).toEqual([
    `${title.split(' ')[0] ?? ''} ${name(tooLong)}: the name is longer than ${fits} characters, or no label`,
  ]);
});

it('names of containers and ports, and labels', () => {
  expect(problemsOf(nameLengths, changed('StatefulSet web', `${containerPath}.name`, 'Web'))).toEqual([
    'StatefulSet web: Web is no label',
  ]);
  const ports = [{ name: name(16), containerPort: 8080 }];
  expect(problemsOf(nameLengths, changed('StatefulSet web', `${containerPath}.ports`, ports))).toEqual([
    `StatefulSet web: the port name ${name(16)} is longer than 15 characters`,
  ]);
  expect(problemsOf(nameLengths, changed('ConfigMap web', 'metadata.labels', { version: '1.0+x' }))).toEqual([
    'ConfigMap web: the label version cannot be 1.0+x',
  ]);
});
