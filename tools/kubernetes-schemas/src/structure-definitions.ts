import type { Definitions } from './schema.js';
import { closure, listMapKeys } from './schema.js';

/** Structures of the Kubernetes API that a chart's values may hold. Add one here, then generate. */
const structureNames = [
  'Affinity',
  'Container',
  'EnvFromSource',
  'EnvVar',
  'EnvVarSource',
  'HorizontalPodAutoscalerBehavior',
  'HostAlias',
  'IngressTLS',
  'LabelSelector',
  'LocalObjectReference',
  'MetricSpec',
  'NetworkPolicyPeer',
  'ParentReference',
  'PersistentVolumeAccessModes',
  'PersistentVolumeClaimSpec',
  'PodDNSConfig',
  'PodSecurityContext',
  'Probe',
  'ResourceRequirements',
  'SecurityContext',
  'Toleration',
  'TopologySpreadConstraint',
  'Volume',
  'VolumeMount',
  'VolumeResourceRequirements',
];

/**
 * Definitions for the `values.schema.json` of charts: the structures that values may hold and all that they refer to, as
 * plain JSON Schema draft-07, for every validator.
 *
 * @param definitions those of the newest version of Kubernetes, with custom resources
 */
export function structureDefinitions(definitions: Definitions): Definitions {
  const PersistentVolumeAccessModes = definitions['PersistentVolumeClaimSpec']?.properties?.['accessModes'];
  if (PersistentVolumeAccessModes === undefined) throw new Error('PersistentVolumeClaimSpec has no accessModes.');
  const kept = closure({ ...definitions, PersistentVolumeAccessModes }, structureNames);
  // No JSON Schema validator knows that keyword, and ajv refuses what it does not know.
  const plain = JSON.stringify(kept, (key, value: unknown) => (key === listMapKeys ? undefined : value));
  return JSON.parse(plain) as Definitions;
}
