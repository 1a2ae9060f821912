import { isDeepStrictEqual } from 'node:util';

import type { Manifest } from 'chartkit';

import type { Finder, Rendered } from './claim.js';
import { valueAt } from './value-at.js';

/** Where workloads have their pod: CronJobs deeper than others. */
const podPaths = ['spec.template.spec', 'spec.jobTemplate.spec.template.spec'];

const podsOf = ({ objects }: Rendered): readonly (readonly [owner: Manifest, pod: unknown])[] =>
  objects.flatMap((owner) =>
    (owner['kind'] === 'Pod' ? ['spec'] : podPaths)
      .map((path) => valueAt(owner, path))
      .filter((pod) => pod !== undefined)
      .map((pod) => [owner, pod] as const),
  );

const check = (what: string, owner: Manifest, value: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(value, expected)) return;
  throw new Error(
    `${what} of ${String(owner['kind'])} ${String(valueAt(owner, 'metadata.name'))} is ${JSON.stringify(value)}`,
  );
};

/** A field of every pod has this value. */
export const everyPod =
  (path: string, expected: unknown): Finder =>
  (rendered) => {
    const pods = podsOf(rendered);
    for (const [owner, pod] of pods) check(path, owner, valueAt(pod, path), expected);
    return { object: 'all pods', field: path, value: JSON.stringify(expected) };
  };

/** A field of every container, init containers too, has this value. */
export const everyContainer =
  (path: string, expected: unknown): Finder =>
  (rendered) => {
    const containers = podsOf(rendered).flatMap(([owner, pod]) =>
      ['initContainers', 'containers'].flatMap((list) =>
        ((valueAt(pod, list) ?? []) as readonly unknown[]).map((container) => [owner, container] as const),
      ),
    );
    for (const [owner, container] of containers) check(path, owner, valueAt(container, path), expected);
    return { object: 'all containers', field: path, value: JSON.stringify(expected) };
  };
