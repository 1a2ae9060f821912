import type { Expr } from 'chartkit';
import {
  and,
  boolean,
  eq,
  helper,
  integer,
  not,
  object,
  oneOf,
  or,
  port,
  rule,
  slice,
  startsWith,
  str,
  string,
  toText,
  when,
} from 'chartkit';

import { caBundlePath, hasPrivateCertificates, trustedCertificatesSlice } from '../certificates.js';
import { objectName } from '../names.js';
import { persistenceValues } from '../persistence.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';

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
      tls: object(
        {
          secretName: string({
            format: 'dnsSubdomain',
            allowEmpty: true,
            maxLength: 253,
            default: '',
            description:
              'Secret of type kubernetes.io/tls with the certificate of the server; clients in the release then require TLS. Empty for none.',
          }),
        },
        { description: 'TLS of the server in the release.' },
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
              auditReaderPassword: secretKeyValue(
                'postgresql-audit-reader-password',
                'the password of the role with which Grafana reads audit events',
              ),
              quickwitPassword: secretKeyValue(
                'postgresql-quickwit-password',
                'the password of Quickwit, where its metastore is a database of this server,',
              ),
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

/** The volume of PostgreSQL, whose size Prometheus compares with that of the databases. */
export const postgresqlVolumeSlice = slice(
  'postgresql',
  object(
    {
      primary: object({ persistence: persistenceValues({ size: '100Gi' }) }, { description: 'The server.' }),
    },
    { description: 'PostgreSQL, the database.' },
  ),
);

/** The backups of PostgreSQL, of which the exporter of the release tells Prometheus whether they succeed. */
export const postgresqlBackupSlice = slice(
  'postgresql',
  object(
    {
      backup: object(
        {
          enabled: boolean({ default: false, description: 'Dump the database of the application regularly.' }),
          alertAfterHours: integer({
            minimum: 1,
            maximum: 8760,
            default: 50,
            description:
              'Hours after the last backup that succeeded from which on Prometheus alerts: more than twice the time between two.',
          }),
        },
        { description: 'Backups of the database. docs/backups.md tells how to restore one.' },
      ),
    },
    { description: 'PostgreSQL, the database.' },
  ),
);

/** `app.kubernetes.io/name` of the pods of backups; the CronJob is called `<fullname>-<name>`. */
export const postgresqlBackupName = 'postgresql-backup';

const { enabled, external, tls, auth } = postgresqlSlice.values;

/** Port of PostgreSQL in the release. */
export const postgresqlPort = 5432;
const host = when(enabled, objectName('postgresql'), external.host);
const address = helper<string>(
  'semantic-explorer.postgresql.address',
  'Host and port of PostgreSQL.',
  when(enabled, str`${objectName('postgresql')}:${postgresqlPort}`, str`${external.host}:${external.port}`),
);

/** The password of the application's role. */
export const postgresqlPasswordRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.password);
/** The password of Quickwit's role. */
export const quickwitPasswordRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.quickwitPassword);

/** How clients use TLS (libpq: `sslmode`). Nobody checks the certificate of the server in the release. */
const sslMode = helper<string>(
  'semantic-explorer.postgresql.sslMode',
  'How clients of PostgreSQL use TLS.',
  when(enabled, when(tls.secretName, 'require', 'disable'), external.sslMode),
);

/** Clients know public authorities only, unless they are told of the file with the private ones too. */
const authorities = when(and(not(enabled), hasPrivateCertificates), str`&sslrootcert=${caBundlePath}`, '');

/** The URL of a database; the password is a variable that Kubernetes puts into it (`$(…)`), so that it stands in no manifest. */
export const databaseUrl = (role: Text, passwordVariable: string, database: Text): Expr<string> =>
  str`postgresql://${role}:$(${passwordVariable})@${address}/${database}?sslmode=${sslMode}${authorities}`;
type Text = Expr<string> | string;

/** The variables by which the programs of PostgreSQL find the server (https://www.postgresql.org/docs/17/libpq-envars.html). */
const serverEnvironment = [
  { name: 'PGHOST', value: host },
  { name: 'PGPORT', value: toText(when(enabled, postgresqlPort, external.port)) },
  { name: 'PGSSLMODE', value: sslMode },
];

/** PostgreSQL, under a connection URL. */
export const postgresql = {
  name: 'postgresql',
  slices: [postgresqlSlice, trustedCertificatesSlice],
  waitUrl: str`postgresql://${address}`,
  // With `prefer` nobody depends on it.
  certificate: { url: str`postgresql://${address}`, when: or(eq(sslMode, 'require'), startsWith('verify', sslMode)) },
  server: { service: 'postgresql', port: postgresqlPort, deployed: enabled },
  address,
  sslMode,
  /** TLS that verifies the authority and not the host name, for programs that cannot. */
  verifyCa: { value: external.sslMode, given: and(not(enabled), eq(external.sslMode, 'verify-ca')) },
  beyond: { when: not(enabled), ports: [{ port: external.port }] },
  rules: [rule(external.host, not(or(enabled, external.host)), 'is needed when postgresql.enabled is false')],
  /** What the programs of PostgreSQL read. */
  loginEnvironment: [
    ...serverEnvironment,
    { name: 'PGDATABASE', value: auth.database },
    { name: 'PGUSER', value: auth.username },
    { name: 'PGPASSWORD', valueFrom: postgresqlPasswordRef() },
  ],
  /** The same for the superuser of the server in the release. */
  superuserEnvironment: [
    ...serverEnvironment,
    { name: 'PGDATABASE', value: 'postgres' },
    { name: 'PGUSER', value: 'postgres' },
    { name: 'PGPASSWORD', valueFrom: secretKeyRef(auth.existingSecret, auth.secretKeys.adminPassword) },
  ],
  environment: [
    { name: 'DATABASE_PASSWORD', valueFrom: postgresqlPasswordRef() },
    { name: 'DATABASE_URL', value: databaseUrl(auth.username, 'DATABASE_PASSWORD', auth.database) },
  ],
} satisfies Connection & Readonly<Record<string, unknown>>;
