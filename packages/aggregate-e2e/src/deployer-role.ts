import type { KubernetesObject } from 'helm-harness';

/** A rule of a Role. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const everything = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const reading = ['get', 'list', 'watch'];

/** What Helm needs beside the objects of a chart: it keeps releases in Secrets, and waits for pods. */
const ofHelm: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['secrets'], verbs: everything },
  { apiGroups: [''], resources: ['pods', 'persistentvolumeclaims'], verbs: reading },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: reading },
  // `helm test --logs`
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

/**
 * The smallest Role with which objects can be installed, upgraded and removed by Helm in one namespace: to manage each of their
 * kinds, and what the Roles among them grant, since nobody may grant more than he has.
 */
export function deployerRules(objects: readonly KubernetesObject[]): readonly PolicyRule[] {
  const kinds = new Map<string, PolicyRule>();
  for (const { apiVersion, kind } of objects as readonly { readonly apiVersion: string; readonly kind: string }[]) {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    kinds.set(`${group}/${kind}`, { apiGroups: [group], resources: [pluralOf(kind)], verbs: everything });
  }
  const granted = objects
    .filter(({ kind }) => kind === 'Role')
    .flatMap(({ rules }) => (rules ?? []) as readonly PolicyRule[]);
  return [...kinds.values(), ...ofHelm, ...granted];
}

/** The name of a resource in the API: `NetworkPolicy` → `networkpolicies`. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}
