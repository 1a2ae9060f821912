import { boolean, object, oneOf, port, slice, str, string, toText, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';

/** What clients of PostgreSQL read of its values; its owner has more. */
export const postgresqlSlice = slice(
  'postgresql',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy PostgreSQL; otherwise the external server is used.' }),
      external: object(
        {
          host: string({
            format: 'host',
            allowEmpty: true,
            default: '',
            description: 'Host of a server outside of the chart.',
          }),
          port: port({ default: 5432, description: 'Port of that server.' }),
          sslMode: oneOf(['disable', 'prefer', 'require', 'verify-ca', 'verify-full'], {
            default: 'prefer',
            description: 'How TLS is used with that server (https://www.postgresql.org/docs/current/libpq-ssl.html).',
          }),
        },
        { description: 'Server that is used when postgresql.enabled is false.' },
      ),
      auth: object(
        {
          database: string({ format: 'identifier', default: 'explorer', description: 'Database of the application.' }),
          username: string({ format: 'identifier', default: 'explorer', description: 'Role that owns the database.' }),
          existingSecret: existingSecretValue('the passwords'),
          secretKeys: object(
            {
              password: secretKeyValue('postgresql-password', 'the password of postgresql.auth.username'),
              adminPassword: secretKeyValue('postgresql-admin-password', 'the password of the superuser "postgres"'),
              monitoringPassword: secretKeyValue('postgresql-monitoring-password', 'the password of the exporter'),
            },
            { description: 'Keys of the Secret.' },
          ),
        },
        {
          description:
            'Database, role and passwords. Passwords must be URL-safe, since they stand in a connection URL.',
        },
      ),
    },
    { description: 'PostgreSQL, the database.' },
  ),
);

const { values } = postgresqlSlice;

/** How clients reach PostgreSQL. */
export const postgresqlEndpoint = {
  serviceName: objectName('postgresql'),
  /** Port of the Service in the chart. */
  port: 5432,
  host: when(values.enabled, objectName('postgresql'), values.external.host),
  portText: when(values.enabled, '5432', toText(values.external.port)),
} as const;

/**
 * Environment that gives a program the connection URL. The password comes from its Secret into a variable of its own,
 * which Kubernetes puts into the URL (`$(…)`), so that it stands in no manifest.
 */
export const databaseUrlEnvironment = () => [
  { name: 'DATABASE_PASSWORD', valueFrom: secretKeyRef(values.auth.existingSecret, values.auth.secretKeys.password) },
  {
    name: 'DATABASE_URL',
    value: str`postgresql://${values.auth.username}:$(DATABASE_PASSWORD)@${postgresqlEndpoint.host}:${postgresqlEndpoint.portText}/${values.auth.database}?sslmode=${when(values.enabled, 'disable', values.external.sslMode)}`,
  },
];
