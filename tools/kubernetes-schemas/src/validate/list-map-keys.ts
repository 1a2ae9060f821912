import type { KeywordDefinition } from 'ajv';

import { listMapKeys } from '../schema.js';

/** Two items of a list that the API server takes for one. */
export interface Duplicate {
  /** Position of the later item. */
  readonly index: number;
  /** Position of the earlier item. */
  readonly first: number;
  /** What identifies both, such as `name "LOG_LEVEL"`. */
  readonly identity: string;
}

/** Fields that the API server fills in before it compares items. https://pkg.go.dev/k8s.io/api/core/v1#ContainerPort */
const defaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

function findDuplicates(keys: readonly string[], items: readonly unknown[]): readonly Duplicate[] {
  const firstByIdentity = new Map<string, number>();
  return items.flatMap((item, index) => {
    const fields = item as Readonly<Record<string, unknown>> | null;
    const identity = keys.map((key) => `${key} ${JSON.stringify(fields?.[key] ?? defaults[key])}`).join(', ');
    const first = firstByIdentity.get(identity);
    if (first !== undefined) return [{ index, first, identity }];
    firstByIdentity.set(identity, index);
    return [];
  });
}

function validate(keys: readonly string[], items: readonly unknown[]): boolean {
  const duplicates = findDuplicates(keys, items);
  validate.errors = duplicates.map((params) => ({ keyword: listMapKeys, params, message: 'is a duplicate' }));
  return duplicates.length === 0;
}
validate.errors = [] as object[];

/**
 * The keyword `x-kubernetes-list-map-keys`: server-side apply, which Helm 4 uses, refuses lists in which two items have
 * one identity. https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export const listMapKeysKeyword: KeywordDefinition = {
  keyword: listMapKeys,
  type: 'array',
  schemaType: 'array',
  errors: true,
  validate,
};
