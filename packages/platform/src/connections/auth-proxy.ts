import { and, boolean, object, orElse, slice, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, generatedSecretName, secretKeyRef, secretKeyValue } from '../secrets.js';
import { apiSlice } from '../slices/api.js';
import { apiPort } from './api.js';
import { dexSlice } from './oidc.js';

/** What the API, Dex and the credentials Job read of the proxy's values. */
export const authProxySlice = slice(
  'authProxy',
  object(
    {
      enabled: boolean({
        default: false,
        description:
          'Deploy the proxy and lead `api.ingress` and `api.httpRoute` to it, so that only users who have logged in reach the API.',
      }),
      clientId: string({
        format: 'plainLine',
        minLength: 1,
        maxLength: 255,
        default: 'semantic-explorer-auth-proxy',
        description:
          'Client ID of the proxy at the issuer. Must differ from `oidc.clientId`. Dex gets this client from the chart; another issuer needs it registered with the redirect URI `<api.publicUrl>/oauth2/callback`.',
      }),
      existingSecret: existingSecretValue('the client secret and the cookie secret'),
      secretKeys: object(
        {
          clientSecret: secretKeyValue('auth-proxy-client-secret', 'the client secret'),
          cookieSecret: secretKeyValue(
            'auth-proxy-cookie-secret',
            'the secret that encrypts session cookies (16, 24 or 32 bytes, or their URL-safe base64)',
          ),
        },
        { description: 'Keys of the Secret.' },
      ),
    },
    { description: 'oauth2-proxy, an authenticating reverse proxy in front of the API.' },
  ),
);

const { enabled, existingSecret, secretKeys } = authProxySlice.values;

/** Ports of the proxy: requests, and metrics. */
export const authProxyPorts = { http: 4180, metrics: 44180 } as const;

/** Start of the paths that the proxy answers itself. */
export const authProxyPrefix = '/oauth2';

/** Where an issuer sends browsers back to the proxy. */
export const authProxyRedirectUri = str`${apiSlice.values.publicUrl}${authProxyPrefix}/callback`;

/** Whether Dex needs a client for the proxy. */
export const authProxyLogin = and(enabled, dexSlice.values.enabled);

/** The Secret with the credentials of the proxy. */
export const authProxySecretName = orElse(existingSecret, generatedSecretName);

/** The secret that the proxy shares with the issuer. */
export const authProxyClientSecretRef = () => secretKeyRef(existingSecret, secretKeys.clientSecret);

/** The Service and the port to which an Ingress or HTTPRoute of the API leads. */
export const apiBackend = {
  name: when<string>(enabled, objectName('auth-proxy'), objectName('api')),
  port: when<number>(enabled, authProxyPorts.http, apiPort),
};
