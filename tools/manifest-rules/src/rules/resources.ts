import { fieldsAt } from '../objects.js';
import { containersOf, containerTitle, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

const needed = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

/** Every container says what it needs, and has a limit of memory. */
export const resources: ManifestRule = (objects) =>
  podsOf(objects).flatMap((pod) =>
    containersOf(pod).flatMap((container) =>
      needed
        .filter(([list, resource]) => fieldsAt(fieldsAt(container, 'resources'), list)[resource] === undefined)
        .map(([list, resource]) => `${containerTitle(pod, container)}: resources.${list}.${resource} is missing`),
    ),
  );
