import { existsSync, readdirSync, readFileSync } from 'node:fs';

import type { Contract } from '@semantic-explorer/platform/testing';
import { readContract } from '@semantic-explorer/platform/testing';
import { evaluateChart } from 'chartkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { semanticExplorer } from './index.js';
import type { StartedExporter } from './testing/exported-metrics.js';
import { exportedMetrics, exporterNames, startExporter } from './testing/exported-metrics.js';
import type { Expression } from './testing/expressions.js';
import { dashboardExpressions, recordedMetrics, ruleExpressions } from './testing/expressions.js';

const objects = evaluateChart(semanticExplorer, { release: { name: 'prod', namespace: 'explorer' } });
const expressions = [...ruleExpressions(objects), ...dashboardExpressions(objects)];

/** What Prometheus itself makes of every scrape and every alert. */
const synthetic = ['up', 'scrape_duration_seconds', 'ALERTS'];

const seriesOf = ({ histograms, others }: Contract['exports']): readonly string[] => [
  ...histograms.flatMap((name) => ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`)),
  ...others,
];

/** What the contracts of the application services say that they export. */
const contracted = readdirSync(new URL('../../', import.meta.url))
  .map((service) => new URL(`../../${service}/src/contract.yaml`, import.meta.url))
  .filter((url) => existsSync(url))
  .flatMap((url) => seriesOf(readContract(url).exports));

interface Documented {
  readonly source: string;
  readonly metrics: Contract['exports'];
}

/** What programs export that cannot be started here, or only under load, with the source that says so. */
const documented = Object.values(
  parse(readFileSync(new URL('./testing/documented-metrics.yaml', import.meta.url), 'utf8')) as Readonly<
    Record<string, Documented>
  >,
).flatMap(({ metrics }) => seriesOf(metrics));

interface Selector {
  readonly type: string;
  readonly name?: string;
  readonly matchers?: readonly { readonly name: string; readonly type: string; readonly value: string }[];
}

/** The selectors of an expression, as Prometheus reads it. */
function selectorsBelow(node: unknown): readonly Selector[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = ['vectorSelector', 'matrixSelector'].includes((node as Selector).type) ? [node as Selector] : [];
  return [...own, ...Object.values(node).flatMap(selectorsBelow)];
}

/** Whether somebody exports what is selected; of a pattern of names, each alternative. */
function isExported({ name = '', matchers = [] }: Selector, exported: ReadonlySet<string>): boolean {
  const pattern = matchers.find((matcher) => matcher.name === '__name__' && matcher.type === '=~')?.value;
  if (pattern === undefined) return exported.has(name);
  const alternatives = pattern.includes('(') ? [pattern] : pattern.split('|');
  return alternatives.every((one) => [...exported].some((metric) => new RegExp(`^(${one})$`).test(metric)));
}

describe('the expressions of rules and dashboards', () => {
  let prometheus: StartedExporter;
  const exported = new Set([...synthetic, ...contracted, ...documented, ...recordedMetrics(objects)]);
  beforeAll(async () => {
    for (const name of exporterNames) for (const metric of await exportedMetrics(name)) exported.add(metric);
    prometheus = await startExporter('prometheus');
  });
  afterAll(() => prometheus.stop());

  const parsed = async ({ where, text }: Expression): Promise<unknown> => {
    const query = new URLSearchParams({ query: text }).toString();
    const response = await fetch(new URL(`/api/v1/parse_query?${query}`, prometheus.url));
    const answer = (await response.json()) as { readonly data?: unknown; readonly error?: string };
    if (answer.error !== undefined) throw new Error(`${where}: ${answer.error}`);
    return answer.data;
  };

  it('are many', () => {
    expect(ruleExpressions(objects).length).toBeGreaterThan(30);
    expect(dashboardExpressions(objects).length).toBeGreaterThan(60);
  });

  it('are all read by Prometheus, and select only what somebody exports', async () => {
    const unknown: string[] = [];
    for (const expression of expressions) {
      const selectors = selectorsBelow(await parsed(expression));
      // Only a constant selects nothing.
      expect(
        `${expression.where}: ${selectors.length > 0 || expression.text.startsWith('vector(') ? 'selects' : ''}`,
      ).toBe(`${expression.where}: selects`);
      const wrong = selectors.filter((selector) => !isExported(selector, exported));
      unknown.push(...wrong.map(({ name, matchers }) => `${expression.where}: ${name ?? JSON.stringify(matchers)}`));
    }
    expect(unknown).toEqual([]);
  });

  it('are refused when they are wrong', async () => {
    await expect(parsed({ where: 'x', text: 'sum(rate(up[5m])' })).rejects.toThrow('x: ');
    await expect(parsed({ where: 'x', text: 'rat(up[5m])' })).rejects.toThrow('unknown function');
  });
});
