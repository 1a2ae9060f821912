import { and, boolean, object, slice, str, string } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';

/** What the credentials Job reads of Grafana's values; its owner has more. */
export const grafanaSlice = slice(
  'grafana',
  object(
    {
      auth: object(
        {
          existingSecret: existingSecretValue('the password, the secret key and the client secret'),
          secretKeys: object(
            {
              adminPassword: secretKeyValue('grafana-admin-password', 'the password of the user "admin"'),
              secretKey: secretKeyValue('grafana-secret-key', 'the key with which Grafana encrypts what it stores'),
              clientSecret: secretKeyValue('grafana-client-secret', 'the secret that Grafana and Dex share'),
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

/** What Dex reads of Grafana's values: whether people log in to Grafana through it. */
export const grafanaLoginSlice = slice(
  'grafana',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy Grafana.' }),
      publicUrl: string({
        format: 'baseUrl',
        default: 'http://localhost:3000',
        description: 'URL under which browsers reach Grafana.',
      }),
      oidc: object(
        {
          enabled: boolean({
            default: false,
            description: 'Let people log in through Dex, which gets a client for Grafana.',
          }),
          clientId: string({
            format: 'quotableLine',
            minLength: 1,
            maxLength: 255,
            default: 'grafana',
            description: 'Client id of Grafana at Dex, another one than oidc.clientId.',
          }),
        },
        { description: 'Login through Dex.' },
      ),
    },
    { description: 'Grafana, the dashboards.' },
  ),
);

const { enabled, publicUrl, oidc } = grafanaLoginSlice.values;
/** Whether people log in to Grafana through Dex. */
export const grafanaLogin = and(enabled, oidc.enabled);
/** Where Dex sends their browsers back to. */
export const grafanaRedirectUri = str`${publicUrl}/login/generic_oauth`;

const { existingSecret, secretKeys } = grafanaSlice.values.auth;

/** The password of the user `admin`. */
export const grafanaAdminPasswordRef = () => secretKeyRef(existingSecret, secretKeys.adminPassword);
/** The key with which Grafana encrypts. */
export const grafanaSecretKeyRef = () => secretKeyRef(existingSecret, secretKeys.secretKey);

/** The secret that Grafana and Dex share. */
export const grafanaClientSecretRef = () => secretKeyRef(existingSecret, secretKeys.clientSecret);

/** Port of Grafana. */
export const grafanaPort = 3000;

/** Grafana: its HTTP API. */
export const grafana = {
  name: 'grafana',
  slices: [grafanaLoginSlice],
  waitUrl: str`http://${objectName('grafana')}:${grafanaPort}/api/health`,
  available: enabled,
  server: { service: 'grafana', port: grafanaPort, deployed: enabled },
  environment: [],
} satisfies Connection;
