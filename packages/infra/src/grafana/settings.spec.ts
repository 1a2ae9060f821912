import { chartOfServices, render } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';

import { grafana } from './builder.js';
import { grafanaProblems, provisioningProblems } from './testing/documented-settings.js';

const chart = chartOfServices(grafana);

describe('the files and variables of Grafana', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['by default', {}],
    [
      'with a login, the plugin of Quickwit, and another source of data',
      {
        grafana: {
          publicUrl: 'https://dashboards.example.com',
          oidc: { enabled: true, role: 'Editor' },
          quickwitPlugin: { enabled: true, existingClaim: 'plugins' },
          extraDataSources: { Loki: { type: 'loki', url: 'http://loki:3100', jsonData: { maxLines: 1000 } } },
        },
      },
    ],
    [
      'without anything to ask',
      {
        prometheus: { enabled: false },
        quickwit: { enabled: false },
        grafana: { auditEvents: { enabled: false } },
      },
    ],
    ...drawnValues(chart, { fixed: { grafana: { enabled: true } } }),
  ])('are as it documents them: %s', (_, values) => {
    expect(grafanaProblems(render(chart, values))).toEqual([]);
  });
});

describe('the check of them', () => {
  const database = {
    name: 'Audit events',
    type: 'postgres',
    access: 'proxy',
    url: 'db:5432',
    user: 'x',
    jsonData: { database: 'x', sslmode: 'require' },
  };
  const source = { name: 'Loki', type: 'loki', access: 'proxy', url: 'http://loki:3100' };
  it.each([
    ['a misspelt key', { apiVersion: 1, datasources: [{ ...source, jsondata: {} }] }],
    ['a source without a type', { apiVersion: 1, datasources: [{ name: 'Loki', access: 'proxy' }] }],
    ['a password in the file', { apiVersion: 1, datasources: [{ ...database, secureJsonData: { password: 'x' } }] }],
    [
      'a mode of TLS that Grafana lacks',
      { apiVersion: 1, datasources: [{ ...database, jsonData: { database: 'x', sslmode: 'prefer' } }] },
    ],
    ['an address without a scheme', { apiVersion: 1, datasources: [{ ...source, url: 'loki:3100' }] }],
    ['two sources of one name', { apiVersion: 1, datasources: [source, source] }],
  ])('finds %s', (_, file) => {
    expect(provisioningProblems('datasources.yaml', file)).toHaveLength(1);
  });

  it('finds a file that Grafana does not read, and a setting that it does not know', () => {
    expect(provisioningProblems('sources.yaml', {})).toEqual(['sources.yaml: there is no such file']);
    const objects = render(chart).map((object) =>
      object['kind'] === 'StatefulSet'
        ? (JSON.parse(JSON.stringify(object).replace('GF_LOG_MODE', 'GF_LOG_MODES')) as typeof object)
        : object,
    );
    expect(grafanaProblems(objects)).toEqual(['GF_LOG_MODES: there is no such setting']);
  });
});
