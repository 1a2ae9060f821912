import { entries, file, helper, lines, str } from 'chartkit';
import { readFileSync } from 'node:fs';

import type { PostgresqlValues } from './values.js';

/** The configuration file of the server. */
export const serverConfig = (values: PostgresqlValues) =>
  helper<string>(
    'semantic-explorer.postgresql.config',
    'Configuration file of PostgreSQL.',
    lines([
      "listen_addresses = '*'",
      'password_encryption = scram-sha-256',
      entries(values.primary.settings, (name, value) => str`${name} = '${value}'`),
    ]),
  );

/** Creates roles and database; the image runs it once, on an empty data directory. */
export const rolesScript = file(
  'postgresql/create-roles.sh',
  readFileSync(new URL('./create-roles.sh', import.meta.url), 'utf8'),
);
