import { serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { ge, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import type { CollectorValues } from './values.js';

/** What the values of the collector must fulfil. */
export const collectorRules = (values: CollectorValues): readonly Rule[] => [
  ...ownVolumeRules(values.persistence, 'otelCollector.persistence', values.replicas),
  serviceMonitorRule(values.serviceMonitor),
  rule(
    values.memoryLimiter.spikeLimitPercentage,
    ge(values.memoryLimiter.spikeLimitPercentage, values.memoryLimiter.limitPercentage),
    str`must be less than otelCollector.memoryLimiter.limitPercentage (${values.memoryLimiter.limitPercentage})`,
  ),
];
