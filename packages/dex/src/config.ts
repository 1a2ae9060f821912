import { dexIssuer, dexPorts, oidcSlice, redirectUri } from '@semantic-explorer/platform';
import { each, eq, helper, str, when, yamlText } from 'chartkit';

import type { DexValues } from './values.js';

/** Directory of the sqlite3 database. */
export const stateDirectory = '/var/dex';

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
      storage: when<unknown>(
        eq(config.storage.type, 'sqlite3'),
        { type: 'sqlite3', config: { file: `${stateDirectory}/dex.db` } },
        when<unknown>(
          eq(config.storage.type, 'postgres'),
          {
            type: 'postgres',
            config: {
              host: config.storage.postgres.host,
              port: config.storage.postgres.port,
              database: config.storage.postgres.database,
              user: config.storage.postgres.user,
              password: '$DEX_POSTGRES_PASSWORD',
              ssl: { mode: config.storage.postgres.sslMode },
            },
          },
          { type: 'memory' },
        ),
      ),
      web: { http: str`0.0.0.0:${dexPorts.http}` },
      grpc: { addr: str`0.0.0.0:${dexPorts.grpc}` },
      telemetry: { http: str`0.0.0.0:${dexPorts.telemetry}` },
      logger: { level: config.logLevel, format: config.logFormat },
      expiry: { idTokens: config.expiry.idTokens, authRequests: config.expiry.authRequests },
      oauth2: { skipApprovalScreen: config.skipApprovalScreen },
      staticClients: [
        {
          id: oidcSlice.values.clientId,
          name: 'Semantic Explorer',
          secretEnv: 'OIDC_CLIENT_SECRET',
          redirectURIs: [redirectUri],
        },
      ],
      enablePasswordDB: when(config.staticPasswords, true),
      staticPasswords: when<unknown>(config.staticPasswords, [
        each(config.staticPasswords, (person) => ({
          email: person.email,
          username: person.username,
          userID: person.userID,
          hashFromEnv: person.hashFromEnv,
        })),
      ]),
      connectors: when<unknown>(config.github.enabled, [
        {
          type: 'github',
          id: 'github',
          name: 'GitHub',
          config: {
            clientID: '$GITHUB_CLIENT_ID',
            clientSecret: '$GITHUB_CLIENT_SECRET',
            redirectURI: str`${dexIssuer}/callback`,
            orgs: when<unknown>(config.github.organizations, [each(config.github.organizations, (name) => ({ name }))]),
          },
        },
      ]),
    }),
  );
