import { expect, it } from 'vitest';

import { added, changed, problemsOf } from '../testing/release.js';
import { backendPorts } from './backend-ports.js';

it('an Ingress, a route and a monitor for ports that no Service has', () => {
  const paths = [{ backend: { service: { name: 'web', port: { number: 8080 } } } }];
  expect(problemsOf(backendPorts, changed('Ingress web', 'spec.rules', [{ http: { paths } }]))).toEqual([
    'Ingress web: the Service web has no port 8080',
  ]);
  const metadata = { name: 'web' };
  const route = { kind: 'HTTPRoute', metadata, spec: { rules: [{ backendRefs: [{ name: 'web', port: 81 }] }] } };
  expect(problemsOf(backendPorts, added(route))).toEqual(['HTTPRoute web: the Service web has no port 81']);
  const selector = { matchLabels: { 'app.kubernetes.io/name': 'web' } };
  const monitor = { kind: 'ServiceMonitor', metadata, spec: { selector, endpoints: [{ port: 'metrics' }] } };
  expect(problemsOf(backendPorts, added(monitor))).toEqual([
    'ServiceMonitor web: no Service that it selects has a port metrics',
  ]);
});
