import { boolean, helper, not, object, or, orElse, rule, slice, startsWith, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';
import { portOfUrl } from './connection.js';

/** What others read of Dex's values. */
export const dexSlice = slice(
  'dex',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy Dex; otherwise oidc.issuerUrl is used.' }),
      issuer: string({
        format: 'baseUrl',
        allowEmpty: true,
        default: '',
        description:
          'Issuer URL of Dex. Browsers and pods must both reach it. When empty, it is the URL of the Service inside the cluster.',
      }),
    },
    { description: 'Dex, the identity provider.' },
  ),
);

/** How the API logs people in. */
export const oidcSlice = slice(
  'oidc',
  object(
    {
      issuerUrl: string({
        format: 'baseUrl',
        allowEmpty: true,
        default: '',
        description: 'Issuer outside of the chart, used when dex.enabled is false.',
      }),
      clientId: string({
        format: 'quotableLine',
        minLength: 1,
        maxLength: 255,
        default: 'semantic-explorer',
        description: 'Client id of the API at the issuer.',
      }),
      existingSecret: existingSecretValue('the client secret'),
      secretKeys: object(
        { clientSecret: secretKeyValue('oidc-client-secret', 'the client secret') },
        { description: 'Keys of the Secret.' },
      ),
    },
    { description: 'OpenID Connect client of the API.' },
  ),
);

/** Ports of Dex (https://dexidp.io/docs/): web, gRPC API, telemetry with health and metrics. */
export const dexPorts = { http: 5556, grpc: 5557, telemetry: 5558 } as const;

/** Issuer URL of Dex in this release. */
export const dexIssuer = helper<string>(
  'semantic-explorer.dex.issuer',
  'Issuer URL of Dex: browsers and pods must both reach it.',
  orElse(dexSlice.values.issuer, str`http://${objectName('dex')}:${dexPorts.http}/dex`),
);

/** Issuer URL that the API uses. */
export const issuerUrl = helper<string>(
  'semantic-explorer.oidc.issuerUrl',
  'Issuer that the API uses.',
  when(dexSlice.values.enabled, dexIssuer, oidcSlice.values.issuerUrl),
);

/** The client secret that Dex and the API share. */
export const clientSecretRef = () =>
  secretKeyRef(oidcSlice.values.existingSecret, oidcSlice.values.secretKeys.clientSecret);

/** The issuer: the API looks it up once, when it starts, and ends without it. */
export const oidc = {
  name: 'oidc',
  slices: [oidcSlice, dexSlice],
  waitUrl: str`${issuerUrl}/.well-known/openid-configuration`,
  waitStatusBelow: 300,
  // Dex serves HTTP: what has a certificate is an Ingress before it.
  certificate: { url: issuerUrl, when: startsWith('https://', issuerUrl), beyondOnly: true },
  server: { service: 'dex', port: dexPorts.http, deployed: dexSlice.values.enabled },
  // An issuer that browsers reach too is reached by its public name, even when Dex is deployed.
  beyond: {
    when: or(not(dexSlice.values.enabled), dexSlice.values.issuer),
    ports: [portOfUrl('oidc', issuerUrl)],
    throughIngress: true,
  },
  rules: [
    rule(
      oidcSlice.values.issuerUrl,
      not(or(dexSlice.values.enabled, oidcSlice.values.issuerUrl)),
      'is needed when dex.enabled is false',
    ),
  ],
  environment: [
    { name: 'OIDC_CLIENT_ID', value: oidcSlice.values.clientId },
    { name: 'OIDC_CLIENT_SECRET', valueFrom: clientSecretRef() },
    { name: 'OIDC_ISSUER_URL', value: issuerUrl },
  ],
} satisfies Connection & Readonly<Record<string, unknown>>;
