import type { SecretTexts } from '@semantic-explorer/platform/testing';

import type { Values } from './real-server.js';

/** Values that the real server is started with, and what it must make of them. */
export interface Case {
  readonly values: Values;
  readonly secrets: SecretTexts;
  /** Role and database of the application. */
  readonly role: string;
  readonly database: string;
  /** What the server says of its parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Every character that a generated password may hold. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The Secret that the chart generates. */
export const generatedSecrets: SecretTexts = {
  'prod-semantic-explorer-credentials': {
    'postgresql-admin-password': alphabet,
    'postgresql-password': `p${alphabet}`,
    'postgresql-monitoring-password': `m${alphabet}`,
    'postgresql-audit-reader-password': `r${alphabet}`,
  },
};
/** 63 bytes, as long as PostgreSQL takes a name. */
const longName = `long_${'x'.repeat(58)}`;

/** Values for which everything is verified. */
export const cases: Readonly<Record<string, Case>> = {
  defaults: {
    values: {},
    secrets: generatedSecrets,
    role: 'explorer',
    database: 'explorer',
    parameters: {
      data_checksums: 'on',
      effective_cache_size: '1536MB',
      maintenance_work_mem: '128MB',
      max_connections: '200',
      password_encryption: 'scram-sha-256',
      shared_buffers: '512MB',
      work_mem: '16MB',
    },
  },
  'other parameters, and names that are words of SQL': {
    values: {
      postgresql: {
        auth: { username: 'user', database: 'order' },
        primary: {
          settings: { shared_buffers: '48MB', max_connections: 60 },
          extraSettings: {
            archive_command: 'test ! -f $(:)/%f && cp %p /archive/%f; # {{ . }}',
            log_line_prefix: '%m [%p] %q%u@%d ',
            log_min_duration_statement: '250ms',
            search_path: '$user, public',
            wal_buffers: '',
            shared_preload_libraries: 'pg_stat_statements, auto_explain',
          },
        },
      },
    },
    secrets: generatedSecrets,
    role: 'user',
    database: 'order',
    parameters: {
      archive_command: '(disabled)',
      log_line_prefix: '%m [%p] %q%u@%d ',
      log_min_duration_statement: '250ms',
      search_path: '$user, public',
      max_connections: '60',
      shared_buffers: '48MB',
      shared_preload_libraries: 'pg_stat_statements, auto_explain',
      // PostgreSQL's own default.
      wal_buffers: '1536kB',
    },
  },
  'the longest names, and passwords that somebody else chose': {
    values: {
      postgresql: {
        auth: {
          username: longName,
          database: longName,
          existingSecret: 'own',
          secretKeys: {
            password: 'app',
            adminPassword: 'admin',
            monitoringPassword: 'metrics',
            auditReaderPassword: 'audit',
          },
        },
      },
    },
    // The exporter takes no quote, backslash or blank in a password; values ask for URL-safe ones.
    secrets: {
      own: {
        admin: `a"d'm\\in $1`,
        app: `it's; "a" \\ $(pass) :x /@é`,
        metrics: 'm-._~!*()&?#/:@',
        audit: `it's $(2) \\ "`,
      },
    },
    role: longName,
    database: longName,
    parameters: { max_connections: '200' },
  },
};
