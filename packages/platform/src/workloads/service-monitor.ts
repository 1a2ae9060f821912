import type { Condition, Dynamic, Rule, ValueRef } from 'chartkit';
import { boolean, gt, integer, map, object, resources, rule, str, string, when } from 'chartkit';

import { reservedLabelPrefixes, selectorLabels } from '../names.js';

/** What the chart writes of a ServiceMonitor. https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor */
interface ServiceMonitorProps {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: ServiceMonitorSpec;
}
interface ServiceMonitorSpec {
  readonly selector: {
    readonly matchLabels: Readonly<Record<string, string>>;
    readonly matchExpressions: readonly {
      readonly key: string;
      readonly operator: string;
      readonly values: string[];
    }[];
  };
  readonly endpoints: readonly {
    readonly port: string;
    readonly path: string;
    readonly scheme?: string;
    readonly interval: string;
    readonly scrapeTimeout: string;
    readonly tlsConfig?: { readonly insecureSkipVerify: boolean };
  }[];
}

/** Adds a ServiceMonitor. */
export const serviceMonitor = resources.customResource<ServiceMonitorProps>(
  'monitoring.coreos.com/v1',
  'ServiceMonitor',
);

/** The values of a ServiceMonitor. */
export const serviceMonitorValues = object(
  {
    enabled: boolean({
      default: false,
      description: 'Make a ServiceMonitor, for clusters that have the Prometheus Operator.',
    }),
    intervalSeconds: integer({ minimum: 1, maximum: 3600, default: 30, description: 'Seconds between two scrapes.' }),
    timeoutSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 10,
      description: 'Time-out of a scrape, in seconds.',
    }),
    labels: map(string({ format: 'labelValue', description: 'Value.' }), {
      keys: 'qualifiedName',
      reservedPrefixes: reservedLabelPrefixes,
      default: {},
      description: 'More labels, by which the operator finds it.',
    }),
  },
  { description: 'Scraping by the Prometheus Operator.' },
);

/** The values of a ServiceMonitor as expressions. */
export type ServiceMonitorValues = ValueRef<{
  enabled: boolean;
  intervalSeconds: number;
  timeoutSeconds: number;
  labels: Record<string, string>;
}>;

/** Where a program exports its metrics. */
export interface MetricsEndpoint {
  /** Name of the port of the Service. */
  readonly port: string;
  readonly path: string;
  /** Condition under which it is served over HTTPS. */
  readonly https?: Condition;
}

/** A headless Service has the labels of the other one, and this one, so that nothing is scraped twice. */
export const notMonitored = { 'prometheus.io/service-monitor': 'false' } as const;

/** The specification of a ServiceMonitor of a component's Service, with one endpoint or several. */
export const serviceMonitorSpec = (
  component: string,
  endpoints: MetricsEndpoint | readonly MetricsEndpoint[],
  values: ServiceMonitorValues,
): Dynamic<ServiceMonitorSpec> => ({
  selector: {
    matchLabels: selectorLabels(component),
    matchExpressions: [{ key: 'prometheus.io/service-monitor', operator: 'NotIn', values: ['false'] }],
  },
  endpoints: [endpoints].flat().map(({ port, path, https }) => ({
    port,
    path,
    interval: str`${values.intervalSeconds}s`,
    scrapeTimeout: str`${values.timeoutSeconds}s`,
    ...(https === undefined
      ? {}
      : {
          scheme: when(https, 'https', 'http'),
          // Pods are scraped by address, which no certificate names.
          tlsConfig: when<{ insecureSkipVerify: boolean }>(https, { insecureSkipVerify: true }),
        }),
  })),
});

/** What a ServiceMonitor's values must fulfil. */
export const serviceMonitorRule = (values: ServiceMonitorValues): Rule =>
  rule(
    values.timeoutSeconds,
    gt(values.timeoutSeconds, values.intervalSeconds),
    str`must be at most the interval (${values.intervalSeconds} seconds)`,
  );
