import { expect, it } from 'vitest';

import { changed, problemsOf, release } from '../testing/release.js';
import { hooks } from './hooks.js';

const hook = (name: string, weight: number, policy = 'before-hook-creation,hook-succeeded') => ({
  name,
  annotations: {
    'helm.sh/hook': 'pre-install,pre-upgrade',
    'helm.sh/hook-weight': String(weight),
    'helm.sh/hook-delete-policy': policy,
  },
});
const account = (weight: number) => ({ kind: 'ServiceAccount', metadata: hook('setup', weight) });
const job = (env: readonly object[] = []) => ({
  kind: 'Job',
  metadata: hook('setup', 0),
  spec: { template: { spec: { serviceAccountName: 'setup', containers: [{ name: 'setup', env }] } } },
});

it('a hook whose account is made before it', () => {
  expect(problemsOf(hooks, [...release, account(-1), job()])).toEqual([]);
});

it('a hook whose account comes at the same weight, in the order of kinds', () => {
  expect(problemsOf(hooks, [...release, account(0), job()])).toEqual([]);
});

it('a hook whose account comes later, or with the release', () => {
  expect(problemsOf(hooks, [...release, account(1), job()])).toEqual([
    'Job setup: it runs at pre-install, when ServiceAccount setup is not there',
    'Job setup: it runs at pre-upgrade, when ServiceAccount setup is not there',
  ]);
  expect(problemsOf(hooks, [...release, { kind: 'ServiceAccount', metadata: { name: 'setup' } }, job()])).toEqual([
    'Job setup: it runs at pre-install, when ServiceAccount setup is not there',
    'Job setup: it runs at pre-upgrade, when ServiceAccount setup is not there',
  ]);
});

it('a pod that needs what goes with a hook', () => {
  const annotations = hook('web', 0).annotations;
  expect(problemsOf(hooks, changed('ConfigMap web', 'metadata.annotations', annotations))).toEqual([
    'StatefulSet web: it needs ConfigMap web, which Helm deletes after its hook',
  ]);
});

it('a pod of helm test that needs what is there anyway, and a pod that needs what only helm test makes', () => {
  const annotations = { 'helm.sh/hook': 'test' };
  const pod = { kind: 'Pod', metadata: { name: 'test', annotations }, spec: job().spec.template.spec };
  const lasting = { kind: 'ServiceAccount', metadata: { name: 'setup' } };
  expect(problemsOf(hooks, [...release, lasting, pod])).toEqual([]);
  expect(problemsOf(hooks, changed('ConfigMap web', 'metadata.annotations', annotations))).toEqual([
    'StatefulSet web: it needs ConfigMap web, which only helm test makes',
  ]);
});

it('a hook that calls a Service which Helm makes after it', () => {
  const calling = job([{ name: 'URL', value: 'http://web:80/' }]);
  expect(problemsOf(hooks, [...release, account(-1), calling])).toEqual([
    'Job setup: it runs before Service web is there, and calls it',
  ]);
});
