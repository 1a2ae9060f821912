import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart, helper } from 'chartkit';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { describe, expect, it } from 'vitest';

import type { HookJob } from './index.js';
import { commonValues, hookJob, hookNetwork, networkedService, scriptsImage, scriptsSlice } from './index.js';

const program = helper<string>('example.program', 'A program.', 'exit 0');
const checkRules: HookJob = {
  name: 'check-rules',
  events: ['pre-upgrade'],
  weight: 20,
  files: { 'rules.yaml': program },
  user: { uid: 65534, gid: 65534 },
  container: { ...scriptsImage, command: ['check'], resources: scriptsSlice.values.resources },
  finalExitCodes: [1, 3],
};
const rules = [{ apiGroups: ['apps'], resources: ['statefulsets'], verbs: ['get'] }];

function render(job: HookJob, values: Readonly<Record<string, unknown>> = {}): readonly Manifest[] {
  const service = networkedService({
    name: 'check',
    source: 'packages/check/src/builder.ts',
    uses: [scriptsSlice],
    network: () => hookNetwork(job),
    build: (scope) => {
      hookJob(scope, job);
    },
  });
  const metadata = {
    name: 'shop',
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop.',
    kubeVersion: '>=1.30.0-0',
  };
  const chart = composeChart({ metadata, common: commonValues, services: [service] });
  return evaluateChart(chart, { release: { name: 'prod', namespace: 'apps' }, values: [values] });
}
const kinds = (objects: readonly Manifest[]): readonly unknown[] => objects.map(({ kind }) => kind);
const jobOf = (objects: readonly Manifest[]) =>
  objects.find(({ kind }) => kind === 'Job') as unknown as {
    readonly metadata: { readonly name: string; readonly annotations: object };
    readonly spec: { readonly podFailurePolicy: object; readonly template: { readonly spec: object } };
  };

describe('a hook Job', () => {
  it('consists of objects that Kubernetes takes, oldest and newest', () => {
    const problems = render({ ...checkRules, rules }).flatMap((object) =>
      Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
    );
    expect(problems).toEqual([]);
  });

  it('has rights and a token only where it talks to the Kubernetes API', () => {
    const [without, having] = [render(checkRules), render({ ...checkRules, rules })];

    expect(kinds(without)).toEqual(['ServiceAccount', 'ConfigMap', 'Job']);
    expect(jobOf(without).spec.template.spec).toMatchObject({ automountServiceAccountToken: false });
    expect(hookNetwork(checkRules).outbound).toEqual([]);
    expect(kinds(having)).toEqual(['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Job']);
    expect(jobOf(having).spec.template.spec).toMatchObject({ automountServiceAccountToken: true });
    expect(hookNetwork({ ...checkRules, rules }).outbound).toEqual([{ to: 'kubernetes-api' }]);
  });

  it('gives up at once when another try heals nothing, and leaves its log to Helm', () => {
    const { metadata, spec } = jobOf(render(checkRules));

    expect(spec.podFailurePolicy).toEqual({
      rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 3] } }],
    });
    expect(spec.template.spec).toMatchObject({ restartPolicy: 'Never' });
    expect(metadata.annotations).toEqual({
      'helm.sh/hook': 'pre-upgrade',
      'helm.sh/hook-weight': '20',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      'helm.sh/hook-output-log-policy': 'hook-failed',
    });
    expect(hookNetwork(checkRules).policyAnnotations).toMatchObject({ 'helm.sh/hook-weight': '5' });
  });

  it.each<[string, HookJob, Readonly<Record<string, unknown>>]>([
    ['a file', { ...checkRules, files: { 'rules.yaml': helper<string>('example.other', 'A program.', 'exit 1') } }, {}],
    ['its user, as another version of the chart may have it', { ...checkRules, user: { uid: 65535, gid: 65534 } }, {}],
    ['its command', { ...checkRules, container: { ...checkRules.container, command: ['check', 'all'] } }, {}],
    ['a value', checkRules, { scripts: { image: { tag: '24' } } }],
    ['the registry', checkRules, { global: { imageRegistry: 'registry.example.org' } }],
  ])('is another Job when %s changes', (_, job, values) => {
    expect(jobOf(render(checkRules)).metadata.name).toMatch(/^prod-shop-check-rules-[0-9a-f]{8}$/);
    expect(jobOf(render(job, values)).metadata.name).not.toBe(jobOf(render(checkRules)).metadata.name);
  });
});
