import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { printChart, writeChart } from 'chartkit';
import { compareObjects, helmTemplate, helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Values } from './testing/dex-chart.js';
import { dexChart, refusedValues, release, render, valueSets } from './testing/dex-chart.js';

let directory = '';
let chartDirectory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dex-'));
  chartDirectory = join(directory, 'chart');
  await writeChart(printChart(dexChart), chartDirectory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  const template = (values: Values) =>
    helmTemplate(binary, {
      chartDirectory,
      values: [values],
      release: release.name,
      namespace: release.namespace,
    });

  it.each(Object.entries(valueSets))('prints what the evaluator gives: %s', async (_name, values) => {
    const result = await template(values);
    expect(result.ok ? '' : result.message).toBe('');
    expect(compareObjects(render(values), result.ok ? result.objects : [])).toEqual([]);
  });

  it.each(Object.entries(refusedValues))('refuses: %s', async (sentence, values) => {
    const result = await template(values);
    expect(result.ok ? '' : result.message).toContain(`- ${sentence}`);
  });
});
