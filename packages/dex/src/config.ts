import {
  authProxyLogin,
  authProxyRedirectUri,
  authProxySlice,
  dexIssuer,
  dexPorts,
  grafanaLogin,
  grafanaLoginSlice,
  grafanaRedirectUri,
  oidcSlice,
  redirectUri,
} from '@semantic-explorer/platform';
import type { Dynamic } from 'chartkit';
import { each, eq, helper, not, optional, orElse, str, when, yamlText } from 'chartkit';

import type { DexValues } from './values.js';

/** Directory of the sqlite3 database. */
export const stateDirectory = '/var/dex';

const storage = ({ sqlite3, postgres, type }: DexValues['config']['storage']): Dynamic<unknown> =>
  when<unknown>(
    eq(type, 'sqlite3'),
    { type: 'sqlite3', config: { file: sqlite3.file } },
    when<unknown>(
      eq(type, 'postgres'),
      {
        type: 'postgres',
        config: {
          host: postgres.host,
          port: postgres.port,
          database: postgres.database,
          user: postgres.user,
          password: '$DEX_POSTGRES_PASSWORD',
          ssl: { mode: postgres.sslMode },
        },
      },
      { type: 'memory' },
    ),
  );

const connectors = ({ enabled, organizations }: DexValues['config']['github']): Dynamic<unknown> =>
  when<unknown>(enabled, [
    {
      type: 'github',
      id: 'github',
      name: 'GitHub',
      config: {
        clientID: '$GITHUB_CLIENT_ID',
        clientSecret: '$GITHUB_CLIENT_SECRET',
        redirectURI: str`${dexIssuer}/callback`,
        orgs: [each(organizations, (name) => ({ name }))],
      },
    },
  ]);

/**
 * The configuration file of Dex. It holds no secret: a static client takes its secret from `secretEnv`, a person the hash
 * from `hashFromEnv`, and Dex itself replaces `$NAME` in storages and connectors.
 * https://dexidp.io/docs/configuration/
 */
export const dexConfig = ({ config }: DexValues) =>
  helper<string>(
    'semantic-explorer.dex.config',
    'Configuration file of Dex.',
    yamlText({
      issuer: dexIssuer,
      storage: storage(config.storage),
      web: { http: str`0.0.0.0:${dexPorts.http}` },
      grpc: when<unknown>(config.grpc.enabled, { addr: str`0.0.0.0:${dexPorts.grpc}` }),
      telemetry: { http: str`0.0.0.0:${dexPorts.telemetry}` },
      logger: { level: config.logLevel, format: config.logFormat },
      expiry: {
        idTokens: config.expiry.idTokens,
        authRequests: config.expiry.authRequests,
        deviceRequests: config.expiry.deviceRequests,
        refreshTokens: {
          reuseInterval: config.expiry.refreshTokens.reuseInterval,
          validIfNotUsedFor: config.expiry.refreshTokens.validIfNotUsedFor,
          absoluteLifetime: config.expiry.refreshTokens.absoluteLifetime,
        },
      },
      oauth2: { skipApprovalScreen: config.skipApprovalScreen },
      staticClients: [
        {
          id: oidcSlice.values.clientId,
          name: 'Semantic Explorer',
          secretEnv: 'OIDC_CLIENT_SECRET',
          redirectURIs: [redirectUri],
        },
        when<unknown>(grafanaLogin, {
          id: grafanaLoginSlice.values.oidc.clientId,
          name: 'Grafana',
          secretEnv: 'GRAFANA_CLIENT_SECRET',
          redirectURIs: [grafanaRedirectUri],
        }) as never,
        when<unknown>(authProxyLogin, {
          id: authProxySlice.values.clientId,
          name: 'Semantic Explorer',
          secretEnv: 'AUTH_PROXY_CLIENT_SECRET',
          redirectURIs: [authProxyRedirectUri],
        }) as never,
        each(config.staticClients, (client) => ({
          id: client.id,
          name: client.name,
          secretEnv: optional(client.secretEnv) as never,
          // Dex refuses a client without a secret unless it is public.
          public: when(not(client.secretEnv), true) as never,
          redirectURIs: client.redirectURIs,
        })),
      ],
      enablePasswordDB: config.enablePasswordDB,
      staticPasswords: [
        each(config.staticPasswords, (person) => ({
          email: person.email,
          username: person.username,
          // The API refuses users without this claim.
          preferredUsername: orElse(person.preferredUsername, person.username),
          userID: person.userID,
          hashFromEnv: person.hashFromEnv,
        })),
      ],
      connectors: connectors(config.github),
    }),
  );
