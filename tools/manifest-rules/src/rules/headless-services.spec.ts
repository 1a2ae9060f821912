import { expect, it } from 'vitest';

import { changed, problemsOf } from '../testing/release.js';
import { headlessServices } from './headless-services.js';

it.each([
  ['is not there', changed('StatefulSet web', 'spec.serviceName', 'wbe'), 'there is no Service wbe'],
  ['has an address', changed('StatefulSet web', 'spec.serviceName', 'web'), 'the Service web is not headless'],
  [
    'selects others',
    changed('Service web-headless', 'spec.selector', { app: 'other' }),
    'the Service web-headless does not select its pods',
  ],
])('a Service of a StatefulSet that %s', (_, objects, problem) => {
  expect(problemsOf(headlessServices, objects)).toEqual([`StatefulSet web: ${problem}`]);
});
