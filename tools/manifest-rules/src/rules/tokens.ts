import { kindOf, listAt, metadataOf } from '../objects.js';
import { podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/**
 * A pod has a token of the Kubernetes API only if its account has rights, and an account has rights only if some pod gets
 * its token. Deployers may let services share an account, so that others have it without a token. Of accounts that exist
 * already nothing is known.
 */
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
  const withToken = podsOf(objects).flatMap((pod) => {
    const { serviceAccountName: account = 'default' } = pod.spec as { readonly serviceAccountName?: string };
    const hasToken = (pod.spec['automountServiceAccountToken'] ?? accounts.get(account) ?? true) === true;
    return hasToken ? [{ title: pod.title, account }] : [];
  });
  return [
    ...withToken
      .filter(({ account }) => accounts.has(account) && !withRights.has(account))
      .map(({ title, account }) => `${title}: it gets a token of the account ${account}, which has no rights`),
    ...[...withRights]
      .filter((name) => !withToken.some(({ account }) => account === name))
      .map((name) => `ServiceAccount ${String(name)}: it has rights, but no pod gets its token`),
  ];
};
