import { object, slice } from 'chartkit';

import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';

/** The key with which the application encrypts what it stores. */
export const encryptionSlice = slice(
  'encryption',
  object(
    {
      existingSecret: existingSecretValue('the master key'),
      secretKeys: object(
        { masterKey: secretKeyValue('encryption-master-key', 'the master key (exactly 64 hexadecimal digits)') },
        { description: 'Keys of the Secret.' },
      ),
    },
    { description: 'Encryption of stored provider keys. Who loses the master key loses them.' },
  ),
);

/** Where the master key stands. */
export const masterKeyRef = () =>
  secretKeyRef(encryptionSlice.values.existingSecret, encryptionSlice.values.secretKeys.masterKey);
