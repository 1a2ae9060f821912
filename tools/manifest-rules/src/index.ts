import type { ManifestRule } from './rule.js';
import { autoscalers } from './rules/autoscalers.js';
import { backendPorts } from './rules/backend-ports.js';
import { disruptionBudgets } from './rules/disruption-budgets.js';
import { hardening } from './rules/hardening.js';
import { headlessServices } from './rules/headless-services.js';
import { hooks } from './rules/hooks.js';
import { images } from './rules/images.js';
import { literalSecrets } from './rules/literal-secrets.js';
import { nameLengths } from './rules/name-lengths.js';
import { namespacedObjects } from './rules/namespaced-objects.js';
import { podSecurity } from './rules/pod-security/pod-security.js';
import { probePorts } from './rules/probe-ports.js';
import { references } from './rules/references.js';
import { resources } from './rules/resources.js';
import { selectors } from './rules/selectors.js';
import { servicePorts } from './rules/service-ports.js';
import { temporaryVolumes } from './rules/temporary-volumes.js';
import { tokens } from './rules/tokens.js';

export { immutableChanges } from './immutable-changes.js';
export { leaks } from './leaks.js';
export type { Manifest } from './objects.js';
export type { ManifestRule, Surroundings } from './rule.js';

/** Every rule over the objects of one release, by what it wants. */
export const manifestRules: Readonly<Record<string, ManifestRule>> = {
  'refer to nothing that does not exist': references,
  'select the pods of exactly one workload': selectors,
  'give every StatefulSet its headless Service': headlessServices,
  'probe ports that are declared': probePorts,
  'lead Services to ports of their pods': servicePorts,
  'use ports that Services have': backendPorts,
  'leave the number of pods to an autoscaler': autoscalers,
  'let nodes be drained, and keep majorities': disruptionBudgets,
  'say what every container needs': resources,
  'limit temporary volumes': temporaryVolumes,
  'comply with the Pod Security Standard "restricted"': podSecurity,
  'are hardened beyond the standard': hardening,
  'mount a token exactly where it is used': tokens,
  'lie in the namespace of the release': namespacedObjects,
  'pin images': images,
  'hold no secret as a literal': literalSecrets,
  'run hooks that find what they need': hooks,
  'have names that Kubernetes takes': nameLengths,
};
