import type { Expr } from 'chartkit';
import { and, object, orElse, resources, rule, service, slice, string, when } from 'chartkit';

import { labels, objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';

const defaultKey = 'encryption-master-key';

/** The key with which the application encrypts what it stores. */
export const encryptionSlice = slice(
  'encryption',
  object(
    {
      masterKey: string({
        format: 'hexKey',
        allowEmpty: true,
        writeOnly: true,
        default: '',
        description:
          'The master key itself, 64 hexadecimal digits, for those who bring one along and keep their values secret. Better: existingSecret.',
      }),
      existingSecret: existingSecretValue('the master key'),
      secretKeys: object(
        { masterKey: secretKeyValue(defaultKey, 'the master key (exactly 64 hexadecimal digits)') },
        { description: 'Keys of the Secret.' },
      ),
    },
    { description: 'Encryption of stored provider keys. Who loses the master key loses them.' },
  ),
);

const { masterKey, existingSecret, secretKeys } = encryptionSlice.values;
const name = objectName('encryption');

/** The Secret with the master key, when it is neither generated nor made by somebody else. */
export const encryptionSecret = service({
  name: 'encryption',
  source: 'packages/platform/src/slices/encryption.ts',
  key: encryptionSlice.key,
  values: encryptionSlice.schema,
  enabled: () => masterKey,
  rules: () => [
    rule(
      existingSecret,
      and(existingSecret, masterKey),
      'must be empty when encryption.masterKey is given: only one can be used',
    ),
  ],
  build: (scope) => {
    resources.secret(scope, {
      metadata: { name, labels: labels('encryption') },
      stringData: { [defaultKey]: masterKey },
    });
  },
});

/** Name of the Secret that replaces the generated key, empty for none. */
export const suppliedMasterKeySecret: Expr<string> = orElse(existingSecret, when(masterKey, name, ''));

/** Where the master key stands. */
export const masterKeyRef = () =>
  secretKeyRef(suppliedMasterKeySecret, when(masterKey, defaultKey, secretKeys.masterKey));
