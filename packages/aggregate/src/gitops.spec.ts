import { resolve } from 'node:path';

import { helmTemplate, helmVersions, withFiles } from 'helm-harness';
import { beforeAll, describe, expect, it } from 'vitest';

import { chartFiles } from './chart-files.js';
import { semanticExplorer } from './index.js';
import { profiles } from './profiles.js';

/**
 * What Argo CD gives Helm (util/helm/cmd.go): the versions of the cluster, and custom resource definitions too. Flux installs with
 * Helm's own library, as `helm upgrade` does.
 */
const options = {
  release: 'explorer',
  namespace: 'semantic-explorer',
  kubeVersion: '1.34.1',
  apiVersions: [
    'v1',
    'apps/v1',
    'apps/v1/StatefulSet',
    'monitoring.coreos.com/v1',
    'monitoring.coreos.com/v1/ServiceMonitor',
  ],
  arguments: ['--include-crds'],
};
const production = profileText('production');

function profileText(name: string): string {
  const profile = profiles.find((each) => each.name === name);
  if (profile === undefined) throw new Error(`There is no profile "${name}"`);
  return profile.text;
}

interface Rendered {
  readonly text: string;
  readonly hooks: ReadonlyMap<string, string>;
}

/** Renders in a folder of its own, far from any cluster. */
async function render(
  binary: ReturnType<typeof helmVersions>[number],
  text: string,
  more: readonly string[] = [],
): Promise<Rendered> {
  const files = { ...Object.fromEntries(chartFiles(semanticExplorer)), 'given.yaml': text };
  return withFiles(files, async (chartDirectory) => {
    const result = await helmTemplate(binary, {
      ...options,
      chartDirectory,
      valuesFiles: [resolve(chartDirectory, 'given.yaml')],
      arguments: [...options.arguments, ...more],
    });
    if (!result.ok) throw new Error(result.message);
    const hooks = result.objects.flatMap(({ kind, metadata }) => {
      const { name, annotations = {} } = metadata as { name: string; annotations?: Readonly<Record<string, string>> };
      const hook = annotations['helm.sh/hook'];
      return hook === undefined ? [] : [[`${String(kind)}/${name}`, hook] as const];
    });
    return { text: result.text, hooks: new Map(hooks) };
  });
}

/** Hooks that Argo CD runs, all others it leaves out. https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks */
const knownToArgo = new Set([
  'pre-install',
  'pre-upgrade',
  'post-install',
  'post-upgrade',
  'pre-delete',
  'post-delete',
]);

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))(
  'as Argo CD renders with Helm %s',
  (_, binary) => {
    it.each([
      ['the defaults', '{}'],
      ['the profile production', production],
    ])('%s give the same bytes each time', { timeout: 60_000 }, async (_what, text) => {
      const [first, second] = [await render(binary, text), await render(binary, text)];

      expect(first.text.length).toBeGreaterThan(50_000);
      expect(second.text).toBe(first.text);
    });

    describe('hooks', () => {
      let all: Rendered;
      let withoutTests: Rendered;
      beforeAll(async () => {
        [all, withoutTests] = [await render(binary, production), await render(binary, production, ['--skip-tests'])];
      }, 60_000);

      it('run in the phase before a synchronization, or belong to tests', () => {
        const phases = [...all.hooks.values()].map((hook) => hook.split(',').filter((event) => knownToArgo.has(event)));
        expect(phases.flat().filter((event) => event !== 'pre-install' && event !== 'pre-upgrade')).toEqual([]);
        const leftOut = [...all.hooks].filter(([, hook]) => !hook.split(',').some((event) => knownToArgo.has(event)));
        expect(leftOut.map(([, hook]) => hook).filter((hook) => hook !== 'test')).toEqual([]);
        expect([...all.hooks.keys()].some((title) => title.startsWith('Job/'))).toBe(true);
      });

      it('of tests can be left out, and nothing else goes with them', () => {
        const tests = [...all.hooks].filter(([, hook]) => hook === 'test').map(([title]) => title);
        expect([...all.hooks.keys()].filter((title) => !withoutTests.hooks.has(title))).toEqual(tests);
      });
    });
  },
);

/** The actions of a template without the texts and comments in them. */
const actionsOf = (template: string): readonly string[] =>
  [...template.matchAll(/\{\{(?:"(?:\\.|[^"\\])*"|`[^`]*`|[\s\S])*?\}\}/g)].map(([action]) =>
    action.replace(/"(?:\\.|[^"\\])*"|`[^`]*`|\/\*[\s\S]*?\*\//g, ''),
  );
const impure =
  /(?<![.$\w])(lookup|rand[A-Z]\w*|gen[A-Z]\w*|now|uuidv4|shuffle|htpasswd|bcrypt|getHostByName|env|expandenv)\b/;
const isImpure = (template: string): boolean => actionsOf(template).some((action) => impure.test(action));

describe('the cluster, the clock and chance', () => {
  it('are asked by no template', () => {
    const templates = [...chartFiles(semanticExplorer)].filter(([path]) => path.startsWith('templates/'));
    expect(templates.filter(([, text]) => isImpure(text)).map(([path]) => path)).toEqual([]);
  });

  it.each([
    ['{{- $secret := lookup "v1" "Secret" "a" "b" }}', true],
    ['{{- if lookup "v1" "Secret" "a" "b" }}', true],
    ['{{ $password := randAlphaNum 12 }}', true],
    ['{{ default now .Values.date }}', true],
    ['{{ .Values.now | default "lookup" }} lookup {{ include "x.env" . }}', false],
  ])('would be found: %s', (template, expected) => {
    expect(isImpure(template)).toBe(expected);
  });
});
