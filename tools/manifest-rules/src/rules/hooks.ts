import type { Manifest } from '../objects.js';
import { kindOf, metadataOf, textsBelow, titleOf } from '../objects.js';
import type { MadePod } from '../pods.js';
import { podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';
import { referencesOf } from './references.js';

const hookOf = (object: Manifest): readonly string[] =>
  (metadataOf(object).annotations?.['helm.sh/hook'] ?? '').split(',').filter((name) => name !== '');
const weightOf = (object: Manifest): number => Number(metadataOf(object).annotations?.['helm.sh/hook-weight'] ?? 0);
const isDeletedAfterwards = (object: Manifest): boolean =>
  (metadataOf(object).annotations?.['helm.sh/hook-delete-policy'] ?? '').includes('hook-succeeded');
const isOfTest = (object: Manifest): boolean => hookOf(object).includes('test');
const isBefore = (hook: string): boolean => hook.startsWith('pre-');

/** Helm makes objects of one weight in this order (`InstallOrder`), as far as charts here have them. */
const kindOrder = ['NetworkPolicy', 'ServiceAccount', 'Secret', 'ConfigMap', 'Role', 'RoleBinding', 'Pod', 'Job'];

function comesBefore(first: Manifest, second: Manifest): boolean {
  if (weightOf(first) !== weightOf(second)) return weightOf(first) < weightOf(second);
  return kindOrder.indexOf(kindOf(first)) < kindOrder.indexOf(kindOf(second));
}

/** Services whose name stands in some text of a pod: what it may call when it runs. */
const calledBy = ({ spec }: MadePod, objects: readonly Manifest[]): readonly Manifest[] => {
  const text = textsBelow(spec).join('\n');
  return objects
    .filter((object) => kindOf(object) === 'Service')
    .filter((service) => new RegExp(`(//|@|\\b)${metadataOf(service).name}[.:/]`).test(text));
};

/**
 * Hooks find what they need, and wait for nothing that waits for them: Helm runs `pre-` hooks before it makes any object
 * of the release. https://helm.sh/docs/topics/charts_hooks/
 */
export const hooks: ManifestRule = (objects) => {
  const byTitle = new Map(objects.map((object) => [titleOf(object), object]));
  const references = referencesOf(objects).flatMap(({ from, kind, name }) => {
    const target = byTitle.get(`${kind} ${name}`);
    return target === undefined ? [] : [{ from, target }];
  });
  const tooLate = references.flatMap(({ from, target }) =>
    hookOf(from)
      .filter(isBefore)
      .filter((hook) => !hookOf(target).includes(hook) || !comesBefore(target, from))
      .map((hook) => `${titleOf(from)}: it runs at ${hook}, when ${titleOf(target)} is not there`),
  );
  const goneSoon = references
    .filter(({ from, target }) => hookOf(from).length === 0 && hookOf(target).length > 0 && isDeletedAfterwards(target))
    .map(({ from, target }) => `${titleOf(from)}: it needs ${titleOf(target)}, which Helm deletes after its hook`);
  const onlyInTests = references
    .filter(({ from, target }) => isOfTest(target) && !isOfTest(from))
    .map(({ from, target }) => `${titleOf(from)}: it needs ${titleOf(target)}, which only helm test makes`);
  const waiting = podsOf(objects)
    .filter(({ owner }) => hookOf(owner).some(isBefore))
    .flatMap((pod) =>
      calledBy(pod, objects).map(
        (service) => `${pod.title}: it runs before ${titleOf(service)} is there, and calls it`,
      ),
    );
  return [...new Set([...tooLate, ...goneSoon, ...onlyInTests, ...waiting])];
};
