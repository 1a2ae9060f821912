import type { Chart } from 'cdk8s';

import type { ChartDefinition, ChartModel, ServiceDefinition, ValueRef, ValuesOf } from '../../index.js';
import { boolean, composeChart, integer, list, map, object, service, string } from '../../index.js';

const description = 'A value.';

/** A few values of every kind. */
export const smallValues = object(
  {
    enabled: boolean({ default: true, description }),
    name: string({ format: 'dnsLabel', default: 'web', description }),
    host: string({ format: 'host', allowEmpty: true, default: '', description }),
    text: string({ default: '', description }),
    count: integer({ default: 1, minimum: 0, maximum: 9, description }),
    size: integer({ default: 1, minimum: 0, maximum: 5_000_000, description }),
    words: list(string({ format: 'dnsLabel', description }), { default: [], description }),
    labels: map(string({ description }), { default: {}, description }),
    groups: list(
      object(
        {
          name: string({ format: 'dnsLabel', description }),
          members: list(string({ format: 'dnsLabel', description }), { description }),
        },
        { description },
      ),
      { default: [], description },
    ),
  },
  { description: 'The small service.' },
);

/** The expressions of these values. */
export type SmallValues = ValueRef<ValuesOf<typeof smallValues>>;

/** What is given to Helm and the evaluator as the release of a small chart. */
export const release = { name: 'test', namespace: 'tests' };

const metadata = {
  name: 'small',
  version: '1.0.0',
  appVersion: '1',
  description: 'A test.',
  kubeVersion: '>=1.30.0-0',
};

/** A chart of one service with these values. */
export function smallChart(
  build: (scope: Chart, values: SmallValues) => void,
  serviceOptions: Partial<ServiceDefinition<(typeof smallValues)['properties']>> = {},
  chartOptions: Partial<ChartDefinition> = {},
): ChartModel {
  const small = service({
    name: 'small',
    source: 'packages/small/src/builder.ts',
    key: 'small',
    values: smallValues,
    build,
    ...serviceOptions,
  });
  return chartOf([small], chartOptions);
}

/** A chart of some services. */
export const chartOf = (services: ChartDefinition['services'], options: Partial<ChartDefinition> = {}): ChartModel =>
  composeChart({ metadata, common: object({}, { description: 'Nothing.' }), services, ...options });
