import { kindOf, metadataOf, titleOf } from '../objects.js';
import type { ManifestRule } from '../rule.js';

/** Kinds that a Role in one namespace can allow to make. */
const namespaced = new Set([
  'ConfigMap',
  'CronJob',
  'Deployment',
  'HTTPRoute',
  'HorizontalPodAutoscaler',
  'Ingress',
  'Job',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'PrometheusRule',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'ServiceMonitor',
  'StatefulSet',
]);

/** Every object lies in the namespace of the release, so that rights in one namespace are enough. */
export const namespacedObjects: ManifestRule = (objects, { namespace }) =>
  objects.flatMap((object) => {
    if (!namespaced.has(kindOf(object)))
      return [`${titleOf(object)}: this kind belongs to no namespace, or is not known`];
    const { namespace: own } = metadataOf(object);
    return own === namespace ? [] : [`${titleOf(object)}: it lies in the namespace ${String(own)}`];
  });
