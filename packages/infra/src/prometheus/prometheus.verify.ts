import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { chartOfServices, ofKind, render } from '@semantic-explorer/platform/testing';
import { drawnValues } from 'chartkit/testing';
import { program } from 'programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { prometheus } from './builder.js';
import { dashboardDefinitions } from '../grafana/dashboards/dashboards.js';

const chart = chartOfServices(prometheus);
const run = promisify(execFile);
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

let promtool = '';
let directory = '';
beforeAll(async () => {
  promtool = await program('promtool');
  directory = await mkdtemp(join(tmpdir(), 'prometheus-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What promtool says; it rejects when promtool refuses. */
const check = async (...args: readonly string[]): Promise<string> => (await run(promtool, args)).stdout;

describe('promtool', () => {
  it.each([...Object.entries(valueSets), ...drawnValues(chart, { fixed })])(
    'takes the configuration and its rules: %s',
    async (name, values) => {
      const files = Object.assign(
        {},
        ...ofKind(render(chart, values), 'ConfigMap').map(({ data }) => data),
      ) as Readonly<Record<string, string>>;
      const own = join(directory, name.replaceAll(' ', '-'));
      await mkdir(join(own, 'rules'), { recursive: true });
      for (const [file, text] of Object.entries(files)) {
        // The rules are mounted at a place that this machine may not have.
        if (file === 'prometheus.yml')
          await writeFile(join(own, file), text.replace('/etc/prometheus-rules', `${own}/rules`));
        else await writeFile(join(own, 'rules', file), text);
      }
      const output = await check('check', 'config', join(own, 'prometheus.yml'));
      expect(output).toContain(`${String(Object.keys(files).length - 1)} rule files found`);
      expect(output).not.toContain('FAILED');
    },
  );

  const directoryOfRules = fileURLToPath(new URL('rules/', import.meta.url));
  it.each(readdirSync(directoryOfRules).filter((name) => name.endsWith('.test.yaml')))(
    'sees every alert fire when it should, and only then: %s',
    async (name) => {
      expect(await check('test', 'rules', join(directoryOfRules, name))).toContain('SUCCESS');
    },
  );

  it('reads every expression of the dashboards', async () => {
    const expressions = Object.values(dashboardDefinitions).flatMap(({ rows }) =>
      rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(({ expr }) => expr))),
    );
    expect(expressions.length).toBeGreaterThan(20);
    for (const expression of expressions) {
      // A macro of Grafana, which it replaces before it asks.
      await check('promql', 'format', '--experimental', expression.replaceAll('$__rate_interval', '5m'));
    }
  });
});
