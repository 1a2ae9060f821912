import { schemasOf } from '../schemas/schemas-of.js';
import type { KubernetesVersion } from '../versions.js';
import type { KindValidator } from './kind-validators.js';
import { createKindValidators } from './kind-validators.js';

const validatorsByVersion = new Map<KubernetesVersion, (kind: string) => KindValidator | undefined>();

/**
 * Validates a Kubernetes object as strictly as the API server does with field validation `Strict`: unknown fields, wrong
 * types and values, missing fields, duplicate items. Beyond that null, `status` and metadata that the server sets are
 * refused, since a chart has no business to set them.
 *
 * @returns all problems as `path: problem`; none when the object is valid. An unknown kind is a problem.
 */
export function validateObject(object: unknown, version: KubernetesVersion): readonly string[] {
  if (typeof object !== 'object' || object === null) return [`must be an object, but is ${JSON.stringify(object)}`];
  const { apiVersion, kind } = object as Readonly<Record<string, unknown>>;
  const validator = typeof kind === 'string' ? validatorsOf(version)(kind) : undefined;
  if (validator === undefined) return [`kind: ${JSON.stringify(kind)} is no kind that the schemas know`];
  if (apiVersion !== validator.apiVersion) {
    return [
      `apiVersion: must be "${validator.apiVersion}" for a ${String(kind)}, but is ${JSON.stringify(apiVersion)}`,
    ];
  }
  return validator.validate(object);
}

function validatorsOf(version: KubernetesVersion): (kind: string) => KindValidator | undefined {
  const known = validatorsByVersion.get(version);
  if (known !== undefined) return known;
  const created = createKindValidators(schemasOf(version));
  validatorsByVersion.set(version, created);
  return created;
}
