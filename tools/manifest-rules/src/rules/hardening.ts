import { fieldsAt } from '../objects.js';
import { containersOf, containerTitle, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/**
 * What this platform asks of pods beyond the standard: no writable root file system, no Service variables, and a word
 * on whether they get a token.
 */
export const hardening: ManifestRule = (objects) =>
  podsOf(objects).flatMap((pod) => [
    ...(pod.spec['enableServiceLinks'] === false ? [] : [`${pod.title}: enableServiceLinks is not false`]),
    ...(typeof pod.spec['automountServiceAccountToken'] === 'boolean'
      ? []
      : [`${pod.title}: automountServiceAccountToken is not set`]),
    ...containersOf(pod)
      .filter((container) => fieldsAt(container, 'securityContext')['readOnlyRootFilesystem'] !== true)
      .map((container) => `${containerTitle(pod, container)}: its root file system can be written`),
  ]);
