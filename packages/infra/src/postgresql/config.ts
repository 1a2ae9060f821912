import type { Expr } from 'chartkit';
import { entries, file, helper, lines, str, when } from 'chartkit';
import { readFileSync } from 'node:fs';

import { certificateDirectory } from './certificate.js';
import { tunedNames } from './settings.js';
import type { PostgresqlValues } from './values.js';

/** The configuration file of the server. An empty parameter is left to PostgreSQL. */
export const serverConfig = (values: PostgresqlValues) =>
  helper<string>(
    'semantic-explorer.postgresql.config',
    'Configuration file of PostgreSQL.',
    lines([
      "listen_addresses = '*'",
      'password_encryption = scram-sha-256',
      ...tunedNames.map((name) => str`${name} = '${values.primary.settings[name]}'`),
      when<string[]>(values.tls.secretName, [
        'ssl = on',
        `ssl_cert_file = '${certificateDirectory}/tls.crt'`,
        `ssl_key_file = '${certificateDirectory}/tls.key'`,
      ]),
      entries(values.primary.extraSettings, (name, value) => when(value, str`${name} = '${value}'`) as Expr<string>),
    ]),
  );

const script = (name: string) =>
  file(`postgresql/${name}`, readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'));

/** Replaces the application's database by a dump; a person runs it. */
export const restoreScript = script('restore.sh');

/** Lets a role read audit events; the other scripts run it. */
export const auditReaderScript = script('audit-reader.sql');

/** Creates roles and database; the image runs it once, on an empty data directory. */
export const rolesScript = script('create-roles.sh');
