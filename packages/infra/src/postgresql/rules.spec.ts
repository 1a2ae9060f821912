import { chartOfServices, render as renderChart } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { postgresql } from '../index.js';

const chart = chartOfServices(postgresql);
const render = (values: Readonly<Record<string, unknown>>) => renderChart(chart, values);

describe('what the values of PostgreSQL must fulfil', () => {
  it.each([
    ['15 connections of each of 2 pods', {}, 43, ['15', '2', '0']],
    [
      'those of the pods that there may be',
      { api: { autoscaling: { enabled: true, maxReplicas: 8 }, database: { maxConnections: 30 } } },
      253,
      ['30', '8', '0'],
    ],
    [
      'those of Dex, when it keeps its state here',
      {
        api: { enabled: false },
        dex: {
          replicaCount: 3,
          config: {
            storage: { type: 'postgres', postgres: { host: 'prod-semantic-explorer-postgresql', existingSecret: 'x' } },
          },
        },
      },
      28,
      ['15', '0', '3'],
    ],
    [
      'not those of Dex, when it keeps its state elsewhere',
      {
        dex: {
          replicaCount: 3,
          config: { storage: { type: 'postgres', postgres: { host: 'db.example.com', existingSecret: 'x' } } },
        },
      },
      43,
      ['15', '2', '0'],
    ],
    [
      'those of Quickwit, when it keeps its metastore here',
      { quickwit: { metastore: { type: 'postgresql' } } },
      53,
      ['15', '2', '0', '10'],
    ],
    [
      'not those of Quickwit, when its metastore is elsewhere',
      { quickwit: { metastore: { type: 'postgresql', existingSecret: 'x' } } },
      43,
      ['15', '2', '0'],
    ],
    [
      'none of Grafana, when it shows no audit events',
      { grafana: { auditEvents: { enabled: false } } },
      40,
      ['15', '2', '0', '0', '0'],
    ],
  ])('takes as many connections as its clients may open: %s', (_, values, needed, counts) => {
    const [each, pods, dexPods, quickwit = '0', grafana = '3'] = counts;
    const withLimit = (max_connections: number) => ({
      ...values,
      postgresql: { primary: { settings: { max_connections } } },
    });
    expect(() => render(withLimit(needed))).not.toThrow();
    expect(() => render(withLimit(needed - 1))).toThrow(
      `- postgresql.primary.settings.max_connections: must be at least ${String(needed)}: api.database.maxConnections (${String(each)}) for each of ${String(pods)} pods of the API, 5 for each of ${String(dexPods)} pods of Dex, ${quickwit} for Quickwit, ${grafana} for Grafana, and 10 for the exporter, backups and administrators`,
    );
  });

  it.each([
    ['username', 'role'],
    ['database', 'database'],
  ])('leaves the %s "quickwit" to Quickwit, where that has one here', (key, what) => {
    const auth = { [key]: 'quickwit' };
    expect(() => render({ postgresql: { auth } })).not.toThrow();
    expect(() => render({ postgresql: { auth }, quickwit: { metastore: { type: 'postgresql' } } })).toThrow(
      `- postgresql.auth.${key}: must be another one than "quickwit", which is the ${what} of Quickwit when quickwit.metastore.type is "postgresql"`,
    );
  });

  it.each(['postgres', 'monitoring', 'audit_reader', 'public', 'none', 'pg_own'])(
    'leaves the role %s to PostgreSQL',
    (username) => {
      expect(() => render({ postgresql: { auth: { username } } })).toThrow(
        '- postgresql.auth.username: must be none of PostgreSQL\'s own: not "postgres", "monitoring", "audit_reader", "public" or "none", nor begin with "pg_"',
      );
    },
  );

  it.each(['postgres', 'template0', 'template1', 'before_restore', 'restore_in_progress'])(
    'leaves the database %s to PostgreSQL',
    (database) => {
      expect(() => render({ postgresql: { auth: { database } } })).toThrow(
        '- postgresql.auth.database: must be none that is there anyway: not "postgres", "template0" or "template1", nor "before_restore" or "restore_in_progress"',
      );
    },
  );

  it('cares for no name on a server that is not its own', () => {
    const external = { enabled: false, external: { host: 'db.example.com' } };
    expect(() =>
      render({ postgresql: { ...external, auth: { username: 'postgres', database: 'postgres' } } }),
    ).not.toThrow();
  });

  it.each([
    ['a quote, which would end a parameter', { log_line_prefix: "it's" }],
    ['a line feed, which would begin another parameter', { log_line_prefix: "x\nport = '1'" }],
    ['a parameter that the chart sets', { port: '5433' }],
    ['another file of parameters', { include: '/tmp/x' }],
    ['a parameter that has a value of its own', { shared_buffers: '1GB' }],
  ])('refuses %s', (_, extraSettings) => {
    expect(() => render({ postgresql: { primary: { extraSettings } } })).toThrow('- postgresql.primary.extraSettings');
  });

  it.each([
    ['memory without a unit', { shared_buffers: '512' }],
    ['memory in the units of Kubernetes', { work_mem: '16Mi' }],
    ['no number', { max_connections: '200' }],
  ])('refuses %s as a parameter', (_, settings) => {
    expect(() => render({ postgresql: { primary: { settings } } })).toThrow('- postgresql.primary.settings.');
  });

  it('is refused when it is neither here nor elsewhere, or a claim would not be used', () => {
    const values = { postgresql: { enabled: false, primary: { persistence: { enabled: false, existingClaim: 'x' } } } };
    expect(() => render(values)).toThrow(
      [
        'the values are refused:',
        '- postgresql.external.host: is needed when postgresql.enabled is false',
        '- postgresql.primary.persistence.existingClaim: is given, but postgresql.primary.persistence.enabled is false, so that it would not be used',
      ].join('\n'),
    );
  });
});
