import { kindOf, listAt, metadataOf } from '../objects.js';
import { podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** A pod has a token of the Kubernetes API exactly if its account has rights. Of accounts that exist already it needs none. */
export const tokens: ManifestRule = (objects) => {
  const withRights = new Set(
    objects
      .filter((object) => kindOf(object) === 'RoleBinding')
      .flatMap((binding) => listAt(binding, 'subjects').map(({ name }) => name)),
  );
  const accounts = new Map(
    objects
      .filter((object) => kindOf(object) === 'ServiceAccount')
      .map((account) => [metadataOf(account).name, account['automountServiceAccountToken']]),
  );
  return podsOf(objects).flatMap((pod) => {
    const { serviceAccountName: account = 'default' } = pod.spec as { readonly serviceAccountName?: string };
    const hasToken = (pod.spec['automountServiceAccountToken'] ?? accounts.get(account) ?? true) === true;
    if (hasToken === withRights.has(account) || (!hasToken && !accounts.has(account))) return [];
    return [
      withRights.has(account)
        ? `${pod.title}: the account ${account} has rights, but the pod gets no token`
        : `${pod.title}: it gets a token of the account ${account}, which has no rights`,
    ];
  });
};
