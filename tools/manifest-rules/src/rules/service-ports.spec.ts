import { expect, it } from 'vitest';

import { changed, problemsOf } from '../testing/release.js';
import { servicePorts } from './service-ports.js';

it('a Service that leads to no port of its pods, by name or by its own number', () => {
  const ports = [
    { name: 'a', port: 80, targetPort: 'https' },
    { name: 'b', port: 81 },
  ];
  expect(problemsOf(servicePorts, changed('Service web', 'spec.ports', ports))).toEqual([
    'Service web: StatefulSet web has no port https',
    'Service web: StatefulSet web has no port 81',
  ]);
});

it('metrics on no port of the pod', () => {
  const annotations = { 'prometheus.io/port': '9090' };
  expect(
    problemsOf(servicePorts, changed('StatefulSet web', 'spec.template.metadata.annotations', annotations)),
  ).toEqual(['StatefulSet web: it has no port 9090 for metrics']);
});
