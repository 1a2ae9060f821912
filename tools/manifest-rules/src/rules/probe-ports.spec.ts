import { expect, it } from 'vitest';

import { changed, containerPath, problemsOf } from '../testing/release.js';
import { probePorts } from './probe-ports.js';

it.each([
  ['a name', { httpGet: { path: '/', port: 'health' } }, 'health'],
  ['a number', { tcpSocket: { port: 9090 } }, '9090'],
])('a probe that asks %s of no port', (_, probe, port) => {
  expect(problemsOf(probePorts, changed('StatefulSet web', `${containerPath}.livenessProbe`, probe))).toEqual([
    `StatefulSet web, container web: livenessProbe asks port ${port}, which it does not declare`,
  ]);
});
