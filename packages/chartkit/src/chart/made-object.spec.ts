import { expect, it } from 'vitest';

import type { Expr, MadeObject } from '../index.js';
import { boolean, composeChart, evaluateChart, object, resources, service, string, toJson, when } from '../index.js';

const values = object(
  {
    enabled: boolean({ default: true, description: 'Deploy it.' }),
    host: string({ default: 'db', description: 'Host.' }),
  },
  { description: 'Values.' },
);
const shown = service({
  name: 'shown',
  source: 'packages/shown/src/builder.ts',
  key: 'shown',
  values,
  enabled: ({ enabled }) => enabled,
  build: (scope, { host }) => {
    resources.configMap(scope, { metadata: { name: 'one' }, data: { host } });
    resources.configMap(
      scope,
      { metadata: { name: 'two' }, data: { ...when(host, { host }) } },
      { id: 'two', when: host },
    );
  },
});

/** What a service sees of those before it, and the objects of the chart. */
function chartWith(say: (made: readonly MadeObject[]) => Readonly<Record<string, Expr<string> | string>>) {
  const report = service({
    name: 'report',
    source: 'packages/report/src/builder.ts',
    build: (scope, made) => {
      resources.configMap(scope, { metadata: { name: 'report' }, data: say(made) });
    },
  });
  const metadata = {
    name: 'shop',
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop.',
    kubeVersion: '>=1.30.0-0',
  };
  const chart = composeChart({ metadata, common: object({}, { description: 'V.' }), services: [shown, report] });
  const objects = evaluateChart(chart, {
    release: { name: 'prod', namespace: 'apps' },
    values: [{ shown: { host: 'other', enabled: false } }],
  });
  return objects.at(-1)?.['data'];
}

it('lets a service repeat what those before it have written, and under which condition', () => {
  const data = chartWith((made) =>
    Object.fromEntries(
      made.map((one, index) => [
        `${one.apiVersion}.${one.kind}.${index}`,
        toJson({ host: one.at('data', 'host') ?? '', when: one.when ?? true } as unknown as Expr<object>),
      ]),
    ),
  );

  expect(data).toEqual({
    'v1.ConfigMap.0': '{"host":"other","when":false}',
    // It stands in a choice, so it is not written out.
    'v1.ConfigMap.1': '{"host":"","when":false}',
  });
});

it('shows nothing of services that come later, and nothing that nobody wrote', () => {
  const first = service({
    name: 'first',
    source: 'packages/first/src/builder.ts',
    build: (_, made) => {
      expect(made).toEqual([]);
    },
  });
  const metadata = {
    name: 'shop',
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop.',
    kubeVersion: '>=1.30.0-0',
  };
  composeChart({ metadata, common: object({}, { description: 'V.' }), services: [first, shown] });
  expect(chartWith(([one]) => ({ spec: String(one?.at('spec') === undefined) }))).toEqual({ spec: 'true' });
});
