import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compareObjects, helmTemplate, helmVersions } from 'helm-harness';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { evaluateChart, printChart, writeChart } from '../index.js';
import { webChart } from './testing/web-chart.js';

const release = { name: 'test', namespace: 'tests' };
let directory = '';

beforeAll(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'chartkit-')), 'chart');
  await writeChart(printChart(webChart), directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const accepted: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'nothing is set': {
    web: { arguments: [], environment: {}, greeting: '', level: '', motd: '', ratio: 0, replicaCount: 0 },
  },
  'everything is set': {
    nameOverride: 'x',
    web: {
      host: 'example.com',
      level: 'debug',
      replicaCount: 1_000_000,
      ratio: 1_000_000,
      greeting: 'é漢😀 "quoted" \\ {{ }} \n two\u2028lines',
      motd: '  indented\n\n{{ x }}\tend\n',
      arguments: ['yes', '', '007', ' spaced ', 'a: b #c'],
      environment: { YES: 'no', n: '1e3' },
      podLabels: { team: 'true', 'example.com/n': '12' },
      resources: { limits: { cpu: 1, memory: '1Gi' } },
      tolerations: [{ key: 'gpu', operator: 'Exists' }],
      hosts: [
        { name: 'a.example.com', ports: [1, 65535] },
        { name: '*.b.example.com', path: '', ports: [] },
      ],
      quotas: { a: 9_007_199_254_740_991, b: 0 },
    },
  },
  'the service is off': { web: { enabled: false } },
};

describe.each(helmVersions().map((binary) => [binary.version, binary] as const))('Helm %s', (_, binary) => {
  it.each(Object.entries(accepted))('prints what the evaluator gives: %s', async (_name, values) => {
    const result = await helmTemplate(binary, {
      chartDirectory: directory,
      values: [values],
      release: release.name,
      namespace: release.namespace,
    });
    expect(result.ok ? '' : result.message).toBe('');
    expect(
      compareObjects(evaluateChart(webChart, { release, values: [values] }), result.ok ? result.objects : [], {
        left: 'evaluate',
        right: 'helm',
      }),
    ).toEqual([]);
  });
});
