import { probeRules } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, contains, endsWith, eq, gt, ne, not, or, replace, rule, startsWith } from 'chartkit';

import { stateDirectory } from './config.js';
import type { DexValues } from './values.js';

/** What values of Dex must not say together. */
export const dexRules = (values: DexValues): readonly Rule[] => {
  const { config, ingress, issuer, replicaCount } = values;
  const { enablePasswordDB, github, staticPasswords, storage } = config;
  const { file } = storage.sqlite3;
  const onPostgres = eq(storage.type, 'postgres');
  return [
    rule(
      replicaCount,
      and(gt(replicaCount, 1), ne(storage.type, 'postgres')),
      'must be 1 unless dex.config.storage.type is "postgres": other storages cannot be shared',
    ),
    rule(
      file,
      and(
        eq(storage.type, 'sqlite3'),
        or(
          not(startsWith(`${stateDirectory}/`, file)),
          contains('/', replace(`${stateDirectory}/`, '', file)),
          contains('//', file),
          contains('..', file),
          endsWith('/', file),
        ),
      ),
      `must lie in ${stateDirectory} itself: nothing else can be written, and Dex makes no folders`,
    ),
    rule(
      storage.postgres.host,
      and(onPostgres, not(storage.postgres.host)),
      'is needed when dex.config.storage.type is "postgres"',
    ),
    rule(
      storage.postgres.existingSecret,
      and(onPostgres, not(storage.postgres.existingSecret)),
      'is needed when dex.config.storage.type is "postgres"',
    ),
    rule(
      github.existingSecret,
      and(github.enabled, not(github.existingSecret)),
      'is needed when dex.config.github.enabled is true',
    ),
    rule(
      enablePasswordDB,
      and(not(enablePasswordDB), not(github.enabled)),
      'must be true unless dex.config.github.enabled is true: Dex does not start with no way to log in',
    ),
    rule(
      staticPasswords,
      and(not(enablePasswordDB), staticPasswords),
      'must be empty unless dex.config.enablePasswordDB is true',
    ),
    rule(ingress.host, and(ingress.enabled, not(ingress.host)), 'is needed when dex.ingress.enabled is true'),
    rule(
      issuer,
      and(ingress.enabled, not(issuer)),
      'is needed when dex.ingress.enabled is true: browsers and pods must use one URL',
    ),
    ...probeRules(values),
  ];
};
