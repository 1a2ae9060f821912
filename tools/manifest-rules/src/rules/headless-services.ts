import { kindOf, metadataOf, specOf, titleOf } from '../objects.js';
import { matches, podsOf } from '../pods.js';
import type { Texts } from '../objects.js';
import type { ManifestRule } from '../rule.js';

/** The Service that governs a StatefulSet is headless and selects its pods, so that each pod has a name. */
export const headlessServices: ManifestRule = (objects) =>
  podsOf(objects)
    .filter(({ owner }) => kindOf(owner) === 'StatefulSet')
    .flatMap(({ owner, labels }) => {
      const name = specOf(owner)['serviceName'];
      const service = objects.find((object) => kindOf(object) === 'Service' && metadataOf(object).name === name);
      if (service === undefined) return [`${titleOf(owner)}: there is no Service ${String(name)}`];
      const { clusterIP, selector = {} } = specOf(service) as { clusterIP?: string; selector?: Texts };
      if (clusterIP !== 'None') return [`${titleOf(owner)}: the Service ${String(name)} is not headless`];
      return matches(labels, selector)
        ? []
        : [`${titleOf(owner)}: the Service ${String(name)} does not select its pods`];
    });
