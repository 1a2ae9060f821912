import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chartOfServices, render } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { describe, expect, it } from 'vitest';

import { prometheus } from './builder.js';
import { checkConfiguration, promtool } from './testing/promtool.js';
import { dashboardDefinitions } from '../grafana/dashboards/dashboards.js';

const chart = chartOfServices(prometheus);
const valueSets = {
  defaults: {},
  'with everything that a deployer adds': {
    prometheus: {
      scrapeIntervalSeconds: 60,
      externalLabels: { cluster: 'north', zone: 'a b' },
      rules: { extraGroups: [{ name: 'own', rules: [{ record: 'job:up:sum', expr: 'sum by (job) (up)' }] }] },
      extraScrapeConfigs: [{ job_name: 'elsewhere', static_configs: [{ targets: ['db.example.com:9187'] }] }],
      alertmanagers: [{ static_configs: [{ targets: ['alerts.example.com:9093'] }] }],
    },
  },
  'without rules of the chart': { prometheus: { rules: { enabled: false } } },
};

/** What stands in the file as a deployer writes it is right or wrong by itself. */
const fixed = {
  prometheus: { enabled: true, extraScrapeConfigs: [], alertmanagers: [], rules: { extraGroups: [] } },
};

describe('promtool', () => {
  it.each([...Object.entries(valueSets), ...drawnValues(chart, { fixed })])(
    'takes the configuration and its rules: %s',
    async (_, values) => {
      const { ruleFiles, output } = await checkConfiguration(render(chart, values));
      expect(output).toContain(`${String(ruleFiles)} rule files found`);
      expect(output).not.toContain('FAILED');
    },
  );

  const directoryOfRules = fileURLToPath(new URL('rules/', import.meta.url));
  it.each(readdirSync(directoryOfRules).filter((name) => name.endsWith('.test.yaml')))(
    'sees every alert fire when it should, and only then: %s',
    async (name) => {
      expect(await promtool('test', 'rules', join(directoryOfRules, name))).toContain('SUCCESS');
    },
  );

  it('reads every expression of the dashboards', async () => {
    const expressions = Object.values(dashboardDefinitions).flatMap(({ rows }) =>
      rows.flatMap(({ panels }) =>
        panels.flatMap((panel) => (typeof panel === 'function' ? [] : panel.queries.map(({ expr }) => expr))),
      ),
    );
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) {
      // A macro of Grafana, which it replaces before it asks.
      await promtool('promql', 'format', '--experimental', expression.replaceAll('$__rate_interval', '5m'));
    }
  });
});
