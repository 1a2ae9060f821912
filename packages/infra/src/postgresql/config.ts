import type { Expr } from 'chartkit';
import { entries, file, helper, lines, str, when } from 'chartkit';
import { readFileSync } from 'node:fs';

import type { PostgresqlValues } from './values.js';

/** The configuration file of the server. An empty parameter is left to PostgreSQL. */
export const serverConfig = (values: PostgresqlValues) =>
  helper<string>(
    'semantic-explorer.postgresql.config',
    'Configuration file of PostgreSQL.',
    lines([
      "listen_addresses = '*'",
      'password_encryption = scram-sha-256',
      entries(values.primary.settings, (name, value) => when(value, str`${name} = '${value}'`) as Expr<string>),
    ]),
  );

/** Creates roles and database; the image runs it once, on an empty data directory. */
export const rolesScript = file(
  'postgresql/create-roles.sh',
  readFileSync(new URL('./create-roles.sh', import.meta.url), 'utf8'),
);
