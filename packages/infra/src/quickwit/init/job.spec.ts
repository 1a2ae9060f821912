import {
  chartOfServices,
  generatedSecret,
  jobChanges,
  kubernetesProblems,
  namesOf,
  ofKind,
  ofService,
  podsOf,
  render,
  unnoticedJobChanges,
} from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { quickwit } from '../builder.js';

const chart = chartOfServices(quickwit);
const jobOf = (values: Readonly<Record<string, unknown>> = {}) =>
  ofService(render(chart, { quickwit: values }), 'quickwit-init');
const podOf = (values?: Readonly<Record<string, unknown>>) => podsOf(jobOf(values))[0]?.spec;
const ownDatabase = { metastore: { type: 'postgresql' } };
const valueSets = [{}, { quickwit: ownDatabase }, { quickwit: { ...ownDatabase, roles: 'split', replicas: 2 } }];

describe('the Job of Quickwit', () => {
  it.each(valueSets)('is an object that Kubernetes takes, oldest and newest: %j', (values) => {
    expect(kubernetesProblems(render(chart, values))).toEqual([]);
  });

  it('tells its nodes how long to keep logs and traces', () => {
    const values = { retention: { logsDays: 90, tracesDays: 0, schedule: 'weekly' } };
    const [configMap] = ofKind(jobOf(values), 'ConfigMap');
    const { 'retention.json': text = '', ...scripts } = configMap?.['data'] as Readonly<Record<string, string>>;
    expect(JSON.parse(text)).toEqual({ schedule: 'weekly', days: { 'otel-logs-v0_9': 90, 'otel-traces-v0_9': 0 } });
    expect(Object.keys(scripts)).toEqual(['create-database.sh', 'set-retention.mjs']);
    expect(podOf(values)?.initContainers).toBeUndefined();
    expect(podOf(values)?.containers).toMatchObject([
      {
        name: 'set-retention',
        command: ['node', '/init/set-retention.mjs', '/init/retention.json'],
        env: [
          { name: 'QUICKWIT_URL', value: 'http://prod-semantic-explorer-quickwit:7280' },
          { name: 'WAIT_SECONDS', value: '600' },
        ],
      },
    ]);
  });

  it('asks the nodes that search where roles are split', () => {
    const env = podOf({ ...ownDatabase, roles: 'split' })?.containers[0]?.env;
    expect(env?.[0]?.value).toBe('http://prod-semantic-explorer-quickwit-searcher:7280');
  });

  it('makes the database before, where that lies in the PostgreSQL of the release', () => {
    const [wait, database, ...others] = podOf(ownDatabase)?.initContainers ?? [];
    expect(wait?.name).toBe('wait-for-postgresql');
    expect(database).toMatchObject({
      image: 'docker.io/library/postgres:17.11-bookworm',
      command: ['sh', '/init/create-database.sh'],
      env: [
        { name: 'PGHOST', value: 'prod-semantic-explorer-postgresql' },
        { name: 'PGPORT', value: '5432' },
        { name: 'PGSSLMODE', value: 'disable' },
        { name: 'PGDATABASE', value: 'postgres' },
        { name: 'PGUSER', value: 'postgres' },
        { name: 'PGPASSWORD', ...generatedSecret('postgresql-admin-password') },
        { name: 'OWNER_ROLE', value: 'quickwit' },
        { name: 'OWNER_PASSWORD', ...generatedSecret('postgresql-quickwit-password') },
        { name: 'OWNED_DATABASE', value: 'quickwit' },
      ],
    });
    expect(others).toEqual([]);
    const elsewhere = { metastore: { type: 'postgresql', existingSecret: 'database' } };
    expect(podOf(elsewhere)?.initContainers).toBeUndefined();
  });

  it('is there with Quickwit only', () => {
    expect(namesOf(jobOf({ enabled: false }))).toEqual([]);
  });

  it('gets another name whenever it has to run again, since a Job cannot be changed', { timeout: 60_000 }, () => {
    expect(unnoticedJobChanges(jobChanges(chart, 'quickwit-init', valueSets))).toEqual([]);
  });
});
