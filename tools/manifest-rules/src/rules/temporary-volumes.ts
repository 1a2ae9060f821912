import { fieldsAt, listAt } from '../objects.js';
import { podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/**
 * A temporary volume has a limit: a pod that fills the disk of its node drives others away, whereas one that reaches its
 * own limit goes alone.
 */
export const temporaryVolumes: ManifestRule = (objects) =>
  podsOf(objects).flatMap(({ title, spec }) =>
    listAt(spec, 'volumes')
      .filter((volume) => 'emptyDir' in volume && !('sizeLimit' in fieldsAt(volume, 'emptyDir')))
      .map(({ name }) => `${title}: its temporary volume ${String(name)} has no limit`),
  );
