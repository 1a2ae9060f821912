import type { Texts } from '../../objects.js';
import { fieldsAt } from '../../objects.js';
import { containersOf, containerTitle, podsOf } from '../../pods.js';
import type { ManifestRule } from '../../rule.js';
import { containerProblems } from './container-controls.js';
import { forbiddenInContext, missingInContext } from './context-controls.js';
import { podProblems } from './pod-controls.js';

/** Baseline, control "AppArmor", as annotations of old. */
const appArmorProblems = (annotations: Texts): readonly string[] =>
  Object.entries(annotations)
    .filter(([key]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
    .filter(([, profile]) => profile !== 'runtime/default' && !profile.startsWith('localhost/'))
    .map(([, profile]) => `the AppArmor profile ${profile} is set`);

/**
 * Every pod complies with the Pod Security Standard "restricted", which contains "baseline", in each of its controls.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const podSecurity: ManifestRule = (objects) =>
  podsOf(objects).flatMap((pod) => {
    const podContext = fieldsAt(pod.spec, 'securityContext');
    const whole = [...podProblems(pod.spec), ...forbiddenInContext(podContext), ...appArmorProblems(pod.annotations)];
    return [
      ...whole.map((problem) => `${pod.title}: ${problem}`),
      ...containersOf(pod).flatMap((container) => {
        const context = fieldsAt(container, 'securityContext');
        return [
          ...containerProblems(container),
          ...forbiddenInContext(context),
          ...missingInContext(context, podContext),
        ].map((problem) => `${containerTitle(pod, container)}: ${problem}`);
      }),
    ];
  });
