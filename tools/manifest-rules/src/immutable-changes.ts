import type { Fields, Manifest } from './objects.js';
import { fieldsAt, kindOf, metadataOf, specOf, titleOf } from './objects.js';

/** What the API server lets nobody change, by kind; the rest of these objects may change. */
function immutablePart(object: Manifest): unknown {
  const spec = specOf(object);
  switch (kindOf(object)) {
    case 'StatefulSet': {
      // https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go ("updates to statefulset spec")
      const mutable = new Set([
        'replicas',
        'ordinals',
        'template',
        'updateStrategy',
        'persistentVolumeClaimRetentionPolicy',
        'minReadySeconds',
        'revisionHistoryLimit',
      ]);
      return without(spec, mutable);
    }
    case 'Deployment':
      return spec['selector'];
    case 'Job': {
      const mutable = new Set([
        'suspend',
        'ttlSecondsAfterFinished',
        'activeDeadlineSeconds',
        'parallelism',
        'backoffLimit',
      ]);
      return without(spec, mutable);
    }
    case 'Service':
      // A Service with an address cannot lose it, nor get one later.
      return spec['clusterIP'];
    case 'PersistentVolumeClaim':
      return without(spec, new Set(['resources', 'volumeAttributesClassName']));
    case 'RoleBinding':
      return object['roleRef'];
    case 'ConfigMap':
    case 'Secret':
      return object['immutable'] === true ? [object['data'], object['stringData']] : object['type'];
    default:
      return undefined;
  }
}

const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));

/** A hook with the policy `before-hook-creation` is made anew each time. */
const isMadeAnew = (object: Manifest): boolean =>
  (metadataOf(object).annotations?.['helm.sh/hook-delete-policy'] ?? '').includes('before-hook-creation');

/** Objects that an upgrade from one rendering to another would change in a way that Kubernetes refuses. */
export function immutableChanges(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
  const earlier = new Map(before.map((object) => [titleOf(object), object]));
  return after.flatMap((object) => {
    const old = earlier.get(titleOf(object));
    if (old === undefined || isMadeAnew(object)) return [];
    return changedFields(immutablePart(old), immutablePart(object)).map(
      (field) => `${titleOf(object)}: ${field} changes`,
    );
  });
}

/** Claims may grow; all else below the immutable part stays as it is. */
function changedFields(before: unknown, after: unknown): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const old = fieldsAt({ before }, 'before');
  const now = fieldsAt({ after }, 'after');
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return changed.length === 0 ? ['what it is'] : changed;
}
