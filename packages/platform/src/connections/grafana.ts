import { object, slice } from 'chartkit';

import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';

/** What the credentials Job reads of Grafana's values; its owner has more. */
export const grafanaSlice = slice(
  'grafana',
  object(
    {
      auth: object(
        {
          existingSecret: existingSecretValue('the password and the secret key'),
          secretKeys: object(
            {
              adminPassword: secretKeyValue('grafana-admin-password', 'the password of the user "admin"'),
              secretKey: secretKeyValue('grafana-secret-key', 'the key with which Grafana encrypts what it stores'),
            },
            { description: 'Keys of the Secret.' },
          ),
        },
        { description: 'Credentials of Grafana. The password counts only when its database is made.' },
      ),
    },
    { description: 'Grafana, the dashboards.' },
  ),
);

const { existingSecret, secretKeys } = grafanaSlice.values.auth;

/** The password of the user `admin`. */
export const grafanaAdminPasswordRef = () => secretKeyRef(existingSecret, secretKeys.adminPassword);
/** The key with which Grafana encrypts. */
export const grafanaSecretKeyRef = () => secretKeyRef(existingSecret, secretKeys.secretKey);

/** Port of Grafana. */
export const grafanaPort = 3000;
