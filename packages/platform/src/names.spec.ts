import type { Manifest } from 'chartkit';
import { composeChart, evaluateChart, object, resources, service } from 'chartkit';
import { describe, expect, it } from 'vitest';

import { commonValues, fullname, labels, objectName, selectorLabels } from './index.js';

const names = service({
  name: 'names',
  source: 'packages/platform/src/names.spec.ts',
  key: 'names',
  values: object({}, { description: 'Nothing.' }),
  build: (scope) => {
    resources.configMap(scope, {
      metadata: { name: objectName('worker-visualizations-py'), labels: labels('worker') },
      data: { fullname, ...selectorLabels('worker') },
    });
  },
});
const chart = composeChart({
  metadata: {
    name: 'semantic-explorer',
    version: '1.2.3+build.4',
    appVersion: '1.0.0',
    description: 'Names.',
    kubeVersion: '>=1.30.0-0',
  },
  common: commonValues,
  services: [names],
});
const render = (release: string, values: Readonly<Record<string, unknown>> = {}): Manifest =>
  evaluateChart(chart, { release: { name: release, namespace: 'n' }, values: [values] })[0] ?? {};
const nameFor = (release: string, values?: Readonly<Record<string, unknown>>): string =>
  (render(release, values)['data'] as Readonly<Record<string, string>>)['fullname'] ?? '';

describe('names', () => {
  it.each([
    ['the chart name follows the release name', 'prod', {}, 'prod-semantic-explorer'],
    ['a release that names the chart is not doubled', 'semantic-explorer', {}, 'semantic-explorer'],
    [
      'a long name is cut, without a dash at its end',
      'a23456789-123456789-123456-semantic-explorer',
      {},
      'a23456789-123456789-123456',
    ],
    ['nameOverride replaces the chart name', 'prod', { nameOverride: 'search' }, 'prod-search'],
    ['fullnameOverride replaces everything', 'prod', { fullnameOverride: 'search' }, 'search'],
  ])('%s', (_, release, values, expected) => {
    expect(nameFor(release, values)).toBe(expected);
  });

  it('leave room for the longest StatefulSet name, which has 52 characters', () => {
    const { name } = render('x'.repeat(53))['metadata'] as { name: string };
    expect(name).toBe(`${'x'.repeat(27)}-worker-visualizations-py`);
    expect(name.length).toBe(52);
  });

  it('select pods by labels that no upgrade changes', () => {
    expect(render('prod')['data']).toEqual({
      fullname: 'prod-semantic-explorer',
      'app.kubernetes.io/name': 'worker',
      'app.kubernetes.io/instance': 'prod',
    });
    expect((render('prod')['metadata'] as { labels: unknown }).labels).toEqual({
      'app.kubernetes.io/name': 'worker',
      'helm.sh/chart': 'semantic-explorer-1.2.3_build.4',
      'app.kubernetes.io/instance': 'prod',
      'app.kubernetes.io/version': '1.0.0',
      'app.kubernetes.io/part-of': 'semantic-explorer',
      'app.kubernetes.io/managed-by': 'Helm',
    });
  });
});
