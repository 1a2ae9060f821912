import type { Dynamic, Expr, k8s } from 'chartkit';
import { orElse, string } from 'chartkit';

import { objectName } from './names.js';

/** Name of the Secret that the credentials Job fills with what nobody supplies. */
export const generatedSecretName = objectName('credentials');

/** The value that names a Secret which exists already. */
export const existingSecretValue = (what: string) =>
  string({
    format: 'dnsSubdomain',
    allowEmpty: true,
    maxLength: 253,
    default: '',
    description: `A Secret that exists already and holds ${what}. When empty, it is generated once in the cluster.`,
  });

/** The value that names a key of a Secret. */
export const secretKeyValue = (key: string, what: string) =>
  string({
    format: 'dataKey',
    maxLength: 253,
    default: key,
    description: `Key of the Secret under which ${what} stands.`,
  });

/** Where a credential stands: in a given Secret, or in the generated one. */
export const secretKeyRef = (existingSecret: Expr<string>, key: Expr<string>): Dynamic<k8s.EnvVarSource> => ({
  secretKeyRef: { name: orElse(existingSecret, generatedSecretName), key },
});
