import {
  apiServerUrl,
  apiSlice,
  authProxyPorts,
  authProxyPrefix,
  authProxyRedirectUri,
  exposedPaths,
  issuerUrl,
  oidcSlice,
} from '@semantic-explorer/platform';
import type { DynamicItem, Expr } from 'chartkit';
import { each, helper, join, not, replace, startsWith, str, when, yamlText } from 'chartkit';

import type { AuthProxyValues } from './values.js';

/** File with the part of the configuration that has no flags. */
export const configPath = '/etc/oauth2-proxy/config/config.yaml';
/** File with the client secret. */
export const clientSecretPath = '/etc/oauth2-proxy/credentials/client-secret';
/** File with the secret that encrypts cookies. */
export const cookieSecretPath = '/etc/oauth2-proxy/credentials/cookie-secret';

/**
 * Headers that a client must not send. The API takes the identity of a user from these two alone: with an access token in
 * `Authorization` it asks the issuer for the user and reads no cookie (api/src/auth/openid_middleware.rs:310).
 */
const replacedHeaders = [
  {
    name: 'Authorization',
    preserveRequestValue: false,
    values: [{ claimSource: { claim: 'access_token', prefix: 'Bearer ' } }],
  },
  { name: 'Cookie', preserveRequestValue: false },
] as const;

/** Names of headers by which proxies commonly hand on identities. The API reads none of them. */
const droppedHeaders = ['Access-Token', 'Email', 'Groups', 'Preferred-Username', 'User'].map((name) => ({
  name: `X-Forwarded-${name}`,
  preserveRequestValue: false,
}));

/** The paths of the API as the proxy writes them: one with a slash at its end stands for everything below it. */
const upstreamPaths = exposedPaths.flatMap(({ path, type }) =>
  type === 'Exact' ? [{ path: `^${path}$`, rewriteTarget: path }] : [{ path }, { path: `${path}/` }],
);

/** The configuration file. It holds no secret. https://oauth2-proxy.github.io/oauth2-proxy/configuration/alpha-config */
export const proxyConfig = (values: AuthProxyValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.authProxy.config',
    'Configuration file of oauth2-proxy.',
    yamlText({
      server: { bindAddress: str`:${authProxyPorts.http}` },
      metricsServer: { bindAddress: str`:${authProxyPorts.metrics}` },
      providers: [
        {
          id: 'oidc',
          provider: 'oidc',
          clientID: values.clientId,
          clientSecretFile: clientSecretPath,
          scope: join(' ', values.scopes),
          code_challenge_method: 'S256',
          oidcConfig: {
            issuerURL: issuerUrl,
            insecureSkipNonce: false,
            insecureAllowUnverifiedEmail: values.allowUnverifiedEmail,
            audienceClaims: ['aud'],
            emailClaim: 'email',
            userIDClaim: 'sub',
            // Tokens that API clients got with the client of the API.
            extraAudiences: [oidcSlice.values.clientId, values.extraAudiences],
          },
        },
      ],
      injectRequestHeaders: [...replacedHeaders, ...droppedHeaders],
      upstreamConfig: {
        upstreams: upstreamPaths.map((path, index) => ({
          id: `api-${index}`,
          ...path,
          uri: apiServerUrl,
          timeout: str`${values.responseTimeoutSeconds}s`,
          flushInterval: '100ms',
        })),
      },
    }),
  );

/** The flags. */
export const proxyArguments = (values: AuthProxyValues): readonly DynamicItem<string>[] => [
  `--alpha-config=${configPath}`,
  `--proxy-prefix=${authProxyPrefix}`,
  str`--redirect-url=${authProxyRedirectUri}`,
  '--skip-provider-button=true',
  // Programs get 401 instead of a redirect to the login.
  '--api-route=^/api/',
  // Bearer tokens are verified; a wrong one is refused, not answered by a redirect to the login.
  '--skip-jwt-bearer-tokens=true',
  '--bearer-token-login-fallback=false',
  each(values.publicRoutes, ({ method, path }) => str`--skip-auth-route=${method}=^${asPattern(path)}$`),
  // The API answers a preflight request of another origin without a login too.
  when<string>(apiSlice.values.corsAllowedOrigins, '--skip-auth-preflight=true'),
  when<string>(not(values.emailDomains), '--email-domain=*'),
  each(values.emailDomains, (domain) => str`--email-domain=${domain}`),
  `--cookie-secret-file=${cookieSecretPath}`,
  // Browsers keep such a cookie only on https.
  str`--cookie-secure=${when(startsWith('https://', apiSlice.values.publicUrl), 'true', 'false')}`,
  '--cookie-samesite=lax',
  str`--cookie-expire=${values.session.lifetime}`,
  str`--cookie-refresh=${values.session.refreshInterval}`,
  '--silence-ping-logging=true',
];

/** A path as a regular expression. Of its characters, only these two mean something else in one. */
const asPattern = (path: Expr<string>): Expr<string> => replace('+', '\\+', replace('.', '\\.', path));
