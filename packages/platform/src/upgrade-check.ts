import type { Dynamic, Expr, MadeObject } from 'chartkit';
import { helper, toJson } from 'chartkit';

import type { HookJob } from './hook-job.js';
import { hookJob, hookNetwork } from './hook-job.js';
import { networkedService } from './network/networked-service.js';
import { script, scriptsImage, scriptsSlice, scriptsUser } from './scripts.js';

const guide = 'docs/upgrades.md of the repository of the chart';

/** What can never be changed, by kind, and the resource by which RBAC knows the kind. */
const immutableFields: Readonly<Record<string, { readonly resource: string; readonly fields: readonly string[] }>> = {
  'apps/v1 StatefulSet': {
    resource: 'statefulsets',
    fields: ['serviceName', 'podManagementPolicy', 'selector', 'volumeClaimTemplates'],
  },
  // All but their size, which may grow.
  'v1 PersistentVolumeClaim': {
    resource: 'persistentvolumeclaims',
    fields: ['accessModes', 'storageClassName', 'resources'],
  },
};

const immutableOf = ({ apiVersion, kind }: MadeObject) => immutableFields[`${apiVersion} ${kind}`];

const fixedReplicasAnnotation = 'upgrade-check/fixed-replicas';

/**
 * Annotations of a StatefulSet whose number of pods can never be changed, although Kubernetes would change it.
 *
 * @param reason a part of a sentence
 */
export const fixedReplicas = (reason: string): Readonly<Record<string, string>> => ({
  [fixedReplicasAnnotation]: reason,
});

/** An object as the check compares it. */
function wanted(object: MadeObject): Dynamic<object> {
  const reason = object.at('metadata', 'annotations', fixedReplicasAnnotation);
  const names = [...(immutableOf(object)?.fields ?? []), ...(reason === undefined ? [] : ['replicas'])];
  const fields = names.flatMap((field) => {
    const value = object.at('spec', field);
    return value === undefined ? [] : [[field, value] as const];
  });
  return {
    ...(reason === undefined ? {} : { fixedReplicas: reason }),
    kind: object.kind,
    name: object.at('metadata', 'name'),
    deployed: object.when ?? true,
    spec: Object.fromEntries(fields),
  };
}

const base = {
  name: 'upgrade-check',
  events: ['pre-upgrade', 'pre-rollback'],
  // Before the credentials Job: when it refuses, nothing has been touched.
  weight: -35,
} as const;

/** The rights to read the objects of a kind by their names, be they there or not. */
function readingRules(made: readonly MadeObject[]): NonNullable<HookJob['rules']> {
  return Object.entries(immutableFields).flatMap(([type, { resource }]) => {
    const names = made
      .filter(({ apiVersion, kind }) => `${apiVersion} ${kind}` === type)
      .flatMap((object) => (object.at('metadata', 'name') as Expr<string> | undefined) ?? []);
    const [group = ''] = type.includes('/') ? type.split('/') : [];
    // A rule without names would allow all of them.
    return names.length === 0
      ? []
      : [{ apiGroups: [group], resources: [resource], resourceNames: names, verbs: ['get'] }];
  });
}

/**
 * The Job that refuses, in words and before anything is touched, an upgrade that Kubernetes would refuse when it is half
 * done: one that changes the volumes of StatefulSets. What it compares comes from the objects that the services before it
 * in the chart have made.
 */
export const upgradeCheck = networkedService({
  name: base.name,
  source: 'packages/platform/src/upgrade-check.ts',
  uses: [scriptsSlice],
  network: () => hookNetwork({ ...base, rules: [] }),
  build: (scope, made) => {
    const objects = made.filter((object) => immutableOf(object) !== undefined);
    const specification = helper<object>(
      'semantic-explorer.upgrade-check.specification',
      'What the upgrade check compares with the cluster: fields that can never be changed.',
      { guide, objects: objects.map(wanted) },
    );
    hookJob(scope, {
      ...base,
      rules: readingRules(objects),
      files: {
        'check-upgrade.mjs': script('check-upgrade.mjs'),
        'kubernetes-api.mjs': script('kubernetes-api.mjs'),
        'program.mjs': script('program.mjs'),
        'upgrade-differences.mjs': script('upgrade-differences.mjs'),
        'specification.json': toJson(specification),
      },
      user: scriptsUser,
      container: {
        ...scriptsImage,
        command: ['node', '/scripts/check-upgrade.mjs', '/scripts/specification.json'],
        resources: scriptsSlice.values.resources,
      },
      // A wrong specification, and an upgrade that is refused.
      finalExitCodes: [2, 3],
    });
  },
});
