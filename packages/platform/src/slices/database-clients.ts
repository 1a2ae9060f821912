import { and, boolean, eq, integer, not, object, oneOf, port, slice, string } from 'chartkit';

import { quickwitSlice } from '../connections/quickwit.js';
import { countSetting } from '../environment.js';
import { podCountValues } from '../workloads/application-values.js';

/** How many pods the API has by default. */
export const apiPodCounts = { replicaCount: 2, maxReplicas: 6 } as const;

/** The setting that limits the connections of one pod of the API. */
export const apiMaxConnections = countSetting('DB_MAX_CONNECTIONS', 15, 'Connections of one pod at most');

/** What decides how many connections the API opens to PostgreSQL. */
export const apiDatabaseSlice = slice(
  'api',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy the API.' }),
      ...podCountValues(apiPodCounts),
      database: object({ maxConnections: apiMaxConnections.schema }, { description: 'Connections to PostgreSQL.' }),
    },
    { description: 'The API and its user interface.' },
  ),
);

const secretName = (description: string) =>
  string({ format: 'dnsSubdomain', allowEmpty: true, maxLength: 253, default: '', description });

/** Where Dex keeps its state, and how many pods share it. */
export const dexDatabaseSlice = slice(
  'dex',
  object(
    {
      replicaCount: integer({ minimum: 1, maximum: 20, default: 1, description: 'Pods.' }),
      config: object(
        {
          storage: object(
            {
              type: oneOf(['sqlite3', 'memory', 'postgres'], {
                default: 'sqlite3',
                description: 'Where Dex keeps its state. More than one pod needs postgres.',
              }),
              sqlite3: object(
                {
                  file: string({
                    format: 'absolutePath',
                    default: '/var/dex/dex.db',
                    description: 'File of the database, directly in the volume that is mounted at /var/dex.',
                  }),
                },
                { description: 'A file as storage; see dex.persistence.' },
              ),
              postgres: object(
                {
                  host: string({ format: 'host', allowEmpty: true, default: '', description: 'Host of the server.' }),
                  port: port({ default: 5432, description: 'Port of the server.' }),
                  database: string({ format: 'identifier', default: 'dex', description: 'Database.' }),
                  user: string({ format: 'identifier', default: 'dex', description: 'Role.' }),
                  sslMode: oneOf(['disable', 'require', 'verify-ca', 'verify-full'], {
                    default: 'require',
                    description: 'How TLS is used.',
                  }),
                  existingSecret: secretName('Secret with the password of the role.'),
                  secretKey: string({
                    format: 'dataKey',
                    maxLength: 253,
                    default: 'password',
                    description: 'Key of that Secret.',
                  }),
                },
                { description: 'PostgreSQL as storage.' },
              ),
            },
            { description: 'Storage of Dex.' },
          ),
        },
        { description: 'Configuration of Dex (https://dexidp.io/docs/configuration/).' },
      ),
    },
    { description: 'Dex, the identity provider.' },
  ),
);

/** Where Quickwit keeps what it knows of its indexes. */
export const quickwitMetastoreSlice = slice(
  'quickwit',
  object(
    {
      metastore: object(
        {
          type: oneOf(['file', 'postgresql'], {
            default: 'file',
            description:
              'What knows the indexes: a file beside them, which one node alone can write, or a database of PostgreSQL.',
          }),
          existingSecret: secretName(
            'Secret with the URI of a database, such as postgres://quickwit:password@host:5432/quickwit. Empty for a database in the PostgreSQL of the release, which a Job makes.',
          ),
          secretKey: string({
            format: 'dataKey',
            maxLength: 253,
            default: 'uri',
            description: 'Key of the Secret.',
          }),
        },
        { description: 'The metastore.' },
      ),
    },
    { description: 'Quickwit, which keeps logs and traces and searches in them.' },
  ),
);

const { metastore } = quickwitMetastoreSlice.values;

/** Whether Quickwit keeps it in the PostgreSQL of the release, in a database of its own. */
export const quickwitUsesDatabase = and(
  quickwitSlice.values.enabled,
  eq(metastore.type, 'postgresql'),
  not(metastore.existingSecret),
);

/** The role of Quickwit, and its database. */
export const quickwitDatabase = 'quickwit';
