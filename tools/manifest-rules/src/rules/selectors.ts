import type { Manifest, Texts } from '../objects.js';
import { fieldsAt, kindOf, specOf, titleOf } from '../objects.js';
import { matches, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

const selecting = new Set(['Service', 'PodDisruptionBudget', 'StatefulSet', 'Deployment']);

function selectorOf(object: Manifest): Texts | undefined {
  const selector = specOf(object)['selector'];
  if (selector === undefined) return undefined;
  return (kindOf(object) === 'Service' ? selector : fieldsAt(specOf(object), 'selector')['matchLabels']) as Texts;
}

/** Every selector matches the pods of one workload: its own, where it stands in a workload. */
export const selectors: ManifestRule = (objects) => {
  const pods = podsOf(objects);
  return objects
    .filter((object) => selecting.has(kindOf(object)))
    .flatMap((object) => {
      const selector = selectorOf(object);
      if (selector === undefined || Object.keys(selector).length === 0)
        return [`${titleOf(object)}: it selects nothing`];
      const found = pods.filter(({ labels }) => matches(labels, selector)).map(({ title }) => title);
      const isRight =
        found.length === 1 && (!pods.some(({ owner }) => owner === object) || found[0] === titleOf(object));
      return isRight ? [] : [`${titleOf(object)}: it selects the pods of ${found.join(' and ') || 'nobody'}`];
    });
};
