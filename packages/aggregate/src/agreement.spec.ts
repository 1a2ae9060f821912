import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { evaluateChart, parseValues, RefusedValuesError, writeChart } from 'chartkit';
import { compareObjects, helmLint, helmPackage, helmShow, helmTemplate, helmVersions } from 'helm-harness';
import { kubernetesVersions, validateObject } from 'kubernetes-schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chartFiles, semanticExplorer } from './index.js';
import { valueSets } from './testing/value-sets.js';

const release = { name: 'test', namespace: 'tests' };
let directory = '';
let chartDirectory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aggregate-'));
  chartDirectory = join(directory, 'chart');
  await writeChart(chartFiles(semanticExplorer), chartDirectory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each(valueSets)('prints what the evaluator gives: %s', async (_name, values) => {
    const result = await helmTemplate(binary, {
      chartDirectory,
      values: [values],
      release: release.name,
      namespace: release.namespace,
    });
    expect(result.ok ? '' : result.message).toBe('');
    const evaluated = evaluateChart(semanticExplorer, { release, values: [values] });
    expect(compareObjects(evaluated, result.ok ? result.objects : [], { left: 'evaluate', right: 'helm' })).toEqual([]);
  });

  it.each([
    ['a misspelt key', { api: { replicas: 2 } }, 'api.replicas'],
    ['a wrong type', { api: { replicaCount: '2' } }, 'api.replicaCount'],
    ['a key that was set to null', { api: { image: { tag: null } } }, 'api.image.tag'],
    ['values that contradict each other', { api: { ingress: { enabled: true } } }, 'api.ingress.host'],
  ])('refuses %s, and so does the evaluator', async (_name, values, path) => {
    const result = await helmTemplate(binary, {
      chartDirectory,
      values: [values],
      release: release.name,
      namespace: release.namespace,
    });
    expect(result.ok).toBe(false);
    expect(() => evaluateChart(semanticExplorer, { release, values: [values] })).toThrow(RefusedValuesError);
    expect(() => evaluateChart(semanticExplorer, { release, values: [values] })).toThrow(path);
  });

  it('lints, packages and shows the chart', { timeout: 60_000 }, async () => {
    const lint = await helmLint(binary, chartDirectory);
    expect(lint.ok ? '' : lint.message).toBe('');
    const packaged = await helmPackage(binary, chartDirectory, directory);
    expect(packaged.ok ? '' : packaged.message).toBe('');
    for (const part of ['values', 'readme', 'chart'] as const) {
      const shown = await helmShow(binary, part, chartDirectory);
      expect(shown.ok ? shown.output.length > 100 : shown.message).toBe(true);
    }
  });
});

describe('objects of the chart', () => {
  it.each(valueSets)('are what Kubernetes takes, oldest and newest: %s', (_, values) => {
    const problems = evaluateChart(semanticExplorer, { release, values: [values] }).flatMap((object) =>
      Object.values(kubernetesVersions).flatMap((version) => validateObject(object, version)),
    );
    expect(problems).toEqual([]);
  });
});

describe('the chart', () => {
  it('has the same bytes each time it is made', () => {
    expect([...chartFiles(semanticExplorer)]).toEqual([...chartFiles(semanticExplorer)]);
  });

  it('has values that read back as the defaults', () => {
    const text = chartFiles(semanticExplorer).get('values.yaml') ?? '';
    expect(parseValues(text, 'values.yaml')).toEqual(semanticExplorer.defaults);
  });
});
