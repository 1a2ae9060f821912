import {
  applicationValues,
  authProxySlice,
  drainDelaySeconds,
  extraValues,
  images,
  resourcesValues,
  serviceMonitorValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, list, object, oneOf, string } from 'chartkit';

const sessionValues = object(
  {
    lifetime: string({
      format: 'duration',
      default: '168h',
      description: 'Lifetime of a session, after which users log in again.',
    }),
    refreshInterval: string({
      format: 'duration',
      default: '15m',
      description:
        'Interval at which the tokens of a session are refreshed, and a user who was blocked at the issuer loses the session. Must be shorter than the lifetime of access tokens (`dex.config.expiry.idTokens`).',
    }),
  },
  { description: 'Sessions of browsers. They are kept in encrypted cookies.' },
);

const publicRoute = object(
  {
    method: oneOf(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], { description: 'HTTP method.' }),
    path: string({ format: 'absolutePath', description: 'Path, without anything below it.' }),
  },
  { description: 'A route.' },
);

/** The values under `authProxy`. */
export const authProxyValues = object(
  {
    ...authProxySlice.schema.properties,
    ...applicationValues({
      image: images.authProxy,
      replicaCount: 2,
      maxReplicas: 6,
      startupProbe: { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 24 },
      livenessProbe: { periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 },
      readinessProbe: { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    }),
    scopes: list(string({ format: 'plainLine', minLength: 1, description: 'A scope.' }), {
      default: ['openid', 'email', 'profile', 'offline_access'],
      minItems: 1,
      description: 'Scopes that are requested. Without `offline_access`, a session ends with its access token.',
    }),
    emailDomains: list(string({ format: 'host', description: 'A domain.' }), {
      default: [],
      description: 'Email domains whose users are let through, such as `example.com`. Empty lets all users through.',
    }),
    allowUnverifiedEmail: boolean({
      default: false,
      description: 'Let users through whose email address the issuer has not verified.',
    }),
    extraAudiences: list(string({ format: 'plainLine', minLength: 1, description: 'A client ID.' }), {
      default: [],
      description:
        'Clients, besides the proxy and the API, whose bearer tokens are accepted: a token must be a JWT of the issuer for one of them.',
    }),
    publicRoutes: list(publicRoute, {
      default: [],
      description:
        'Paths of the API that need no login, such as `POST /api/token` for API clients that exchange authorization codes through the API. No identity is passed on.',
    }),
    session: sessionValues,
    responseTimeoutSeconds: integer({
      minimum: 1,
      maximum: 86_400,
      default: 600,
      description: 'Seconds to wait for the first byte of a response of the API. Streams may last longer.',
    }),
    drainDelaySeconds,
    shutdownTimeoutSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 30,
      description: 'Seconds that open requests get to finish on shutdown.',
    }),
    resources: resourcesValues({ requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } }),
    serviceMonitor: serviceMonitorValues,
    ...extraValues({ names: ['OAUTH2_PROXY_COOKIE_SECRET', 'SSL_CERT_FILE'], prefixes: [] }),
  },
  { description: 'oauth2-proxy, an authenticating reverse proxy in front of the API.' },
);

/** The values of the proxy as expressions. */
export type AuthProxyValues = ValueRef<ValuesOf<typeof authProxyValues>>;
