import type { KubernetesObject } from 'helm-harness';

import type { Access } from './commands.js';
import type { Pod } from './objects.js';
import { listObjects, ofRelease } from './objects.js';

const isHook = ({ metadata }: { readonly metadata: { readonly annotations?: object } }): boolean =>
  'helm.sh/hook' in (metadata.annotations ?? {});

/** The kinds of objects, without hooks, as kubectl names them. */
export function ownedKinds(objects: readonly KubernetesObject[]): readonly string[] {
  const own = (objects as unknown as readonly { kind: string; metadata: { annotations?: object } }[]).filter(
    (object) => !isHook(object),
  );
  return [...new Set(own.map(({ kind }) => kind.toLowerCase()))];
}

/**
 * The versions of the objects and pods of a release, by kind and name: two equal answers say that nothing was changed
 * between them and no container was restarted. Hooks are made anew each time and are left out.
 */
export async function versionsOf(
  access: Access,
  kinds: readonly string[],
  release: string,
): Promise<Readonly<Record<string, string>>> {
  const objects = await listObjects<Pod>(access, [...kinds, 'pods'].join(','), ofRelease(release));
  const lasting = objects.filter((object) => !isHook(object) && !isOfJob(object));
  return Object.fromEntries(
    lasting
      .map(({ kind, metadata }): [string, string] => [`${kind}/${metadata.name}`, metadata.resourceVersion])
      .sort(([left], [right]) => left.localeCompare(right)),
  );
}

/** Whether a pod belongs to a Job: that of a hook that failed stays for its log. */
export const isOfJob = ({ metadata }: Pod): boolean =>
  metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
