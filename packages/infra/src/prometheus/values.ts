import {
  images,
  imageValues,
  ingressValues,
  persistenceValues,
  podValues,
  probeValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { anyObject, boolean, integer, list, map, object, string } from 'chartkit';

import { ruleGroup } from './rule-groups.js';

/** What can be configured of Prometheus. */
export const prometheusValues = object(
  {
    image: imageValues(images.prometheus),
    scrapeIntervalSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 15,
      description: 'Seconds between two scrapes, and between two evaluations of rules.',
    }),
    scrapeTimeoutSeconds: integer({
      minimum: 1,
      maximum: 3600,
      default: 10,
      description: 'Time-out of a scrape, in seconds.',
    }),
    externalLabels: map(string({ format: 'plainLine', description: 'Value.' }), {
      keys: 'identifier',
      default: {},
      description: 'Labels of everything that leaves this Prometheus.',
    }),
    retention: object(
      {
        hours: integer({
          minimum: 1,
          maximum: 87_600,
          default: 360,
          description: 'How long samples are kept, in hours.',
        }),
        bytes: integer({
          minimum: 0,
          maximum: 1_125_899_906_842_624,
          default: 32_000_000_000,
          description: 'How much of them is kept, in bytes; 0 for no limit. At most 80 % of the claim.',
        }),
      },
      { description: 'Retention of samples, whichever limit is reached first.' },
    ),
    rules: object(
      {
        enabled: boolean({ default: true, description: 'Load the alert rules of the chart.' }),
        extraGroups: list(ruleGroup, {
          default: [],
          description:
            'More groups of rules (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). A Job lets promtool read them before an installation or upgrade.',
        }),
      },
      { description: 'Alert and recording rules.' },
    ),
    extraScrapeConfigs: list(anyObject({ description: 'A scrape configuration.' }), {
      default: [],
      description: 'More scrape jobs, as they stand in prometheus.yml.',
    }),
    alertmanagers: list(anyObject({ description: 'An Alertmanager.' }), {
      default: [],
      description: 'Alertmanagers that get alerts, as they stand in prometheus.yml below alerting.alertmanagers.',
    }),
    persistence: persistenceValues({ size: '40Gi' }),
    terminationGracePeriodSeconds: integer({
      minimum: 30,
      maximum: 3600,
      default: 300,
      description: 'How long a shutdown may take, in seconds.',
    }),
    ingress: ingressValues('Prometheus, which has no login of its own'),
    serviceAccount: serviceAccountValues,
    resources: resourcesValues({ requests: { cpu: '200m', memory: '512Mi' }, limits: { memory: '2Gi' } }),
    startupProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 90 },
      'How long Prometheus may take to start: it replays its write-ahead log.',
    ),
    livenessProbe: probeValues(
      { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 6 },
      'When Prometheus is restarted.',
    ),
    readinessProbe: probeValues(
      { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
      'When Prometheus gets no queries.',
    ),
    ...podValues,
  },
  { description: 'Prometheus, the metrics database.' },
);

/** The values of Prometheus as expressions. */
export type PrometheusValues = ValueRef<ValuesOf<typeof prometheusValues>>;
