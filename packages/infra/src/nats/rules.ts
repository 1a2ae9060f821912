import { probeRules, serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { add, and, eq, lt, not, or, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import { lameDuckGraceSeconds } from './config.js';
import type { NatsValues } from './values.js';

/** Seconds that a server gets to write what it has, after its clients have gone. */
const endSeconds = 20;

/** What the values of NATS must fulfil. */
export const natsRules = (values: NatsValues): readonly Rule[] => {
  const { enabled, replicas, streamReplicas, metrics, lameDuckSeconds } = values;
  const shutdown = add(lameDuckSeconds, lameDuckGraceSeconds + endSeconds);
  return [
    rule(
      replicas,
      or(eq(replicas, 2), eq(replicas, 4)),
      'must be 1, 3 or 5: an even number of servers survives no more failures than one server less',
    ),
    rule(
      streamReplicas,
      and(enabled, or(and(eq(streamReplicas, '3'), lt(replicas, 3)), and(eq(streamReplicas, '5'), lt(replicas, 5)))),
      str`must be at most nats.replicas (${replicas}): each copy of a stream lies on a server of its own`,
    ),
    rule(
      values.terminationGracePeriodSeconds,
      lt(values.terminationGracePeriodSeconds, shutdown),
      str`must be at least ${shutdown}: nats.lameDuckSeconds, and ${lameDuckGraceSeconds + endSeconds} before and after them`,
    ),
    ...probeRules(values),
    ...ownVolumeRules(values.persistence, 'nats.persistence', replicas),
    serviceMonitorRule(metrics.serviceMonitor),
    rule(
      metrics.serviceMonitor.enabled,
      and(metrics.serviceMonitor.enabled, not(metrics.enabled)),
      'must be false when nats.metrics.enabled is false: there would be nothing to scrape',
    ),
  ];
};
