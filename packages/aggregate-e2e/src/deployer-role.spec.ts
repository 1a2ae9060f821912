import { expect, it } from 'vitest';

import { deployerRules } from './deployer-role.js';

const all = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const read = ['get', 'list', 'watch'];

it('lets a deployer manage the kinds of a chart, what Helm needs, and what the chart grants', () => {
  const endpoints = { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list'] };

  expect(
    deployerRules([
      { apiVersion: 'v1', kind: 'Service' },
      { apiVersion: 'v1', kind: 'Service' },
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: [endpoints] },
    ]),
  ).toEqual([
    { apiGroups: [''], resources: ['services'], verbs: all },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: all },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: all },
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: all },
    { apiGroups: [''], resources: ['secrets'], verbs: all },
    { apiGroups: [''], resources: ['pods', 'persistentvolumeclaims'], verbs: read },
    { apiGroups: ['apps'], resources: ['replicasets'], verbs: read },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    endpoints,
  ]);
});
