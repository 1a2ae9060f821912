import { kindOf, listAt, titleOf } from '../objects.js';
import { containersOf, containerTitle, podsOf } from '../pods.js';
import type { ManifestRule } from '../rule.js';

/** Names of variables that hold a secret. Those that name a file, or only mention what a secret is called, do not. */
const secretName = /(PASSWORD|PASSWD|_PASS|SECRET|TOKEN|API_KEY|ACCESS_KEY|MASTER_KEY|CREDENTIALS?)(_ID)?$/;

/** `$(NAME)` is another variable, which Kubernetes puts in. */
const isLiteral = (value: unknown): boolean => typeof value === 'string' && value !== '' && !value.includes('$(');

/** A user name and a password in a URL. */
const passwordInUrl = /:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/;

/** No variable, argument or configuration holds a secret as a literal. */
export const literalSecrets: ManifestRule = (objects) => {
  const inPods = podsOf(objects).flatMap((pod) =>
    containersOf(pod).flatMap((container) => {
      const variables = listAt(container, 'env')
        .filter(({ name, value }) => secretName.test(String(name)) && isLiteral(value))
        .map(({ name }) => `${containerTitle(pod, container)}: ${String(name)} is a literal`);
      const texts = [
        ...listAt(container, 'env').map(({ value }) => value),
        ...((container['args'] as readonly unknown[] | undefined) ?? []),
        ...((container['command'] as readonly unknown[] | undefined) ?? []),
      ];
      const urls = texts.some((text) => typeof text === 'string' && passwordInUrl.test(text))
        ? [`${containerTitle(pod, container)}: a URL holds a password`]
        : [];
      return [...variables, ...urls];
    }),
  );
  const inConfiguration = objects
    .filter((object) => kindOf(object) === 'ConfigMap' && passwordInUrl.test(JSON.stringify(object['data'] ?? {})))
    .map((object) => `${titleOf(object)}: a URL holds a password`);
  return [...inPods, ...inConfiguration];
};
