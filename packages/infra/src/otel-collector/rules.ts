import { isMoreThan, quickwitOtlp, serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, ge, lt, multiply, not, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import { componentRules } from './component-rules.js';
import { retryIntervalSeconds } from './config.js';
import type { CollectorValues } from './values.js';

/** How many times the data of a queue fit the volume. */
const room = 4;

/** What the values of the collector must fulfil. */
export const collectorRules = (values: CollectorValues): readonly Rule[] => [
  ...ownVolumeRules(values.persistence, 'otelCollector.persistence', values.replicas),
  serviceMonitorRule(values.serviceMonitor),
  ...componentRules(values),
  rule(
    values.memoryLimiter.spikeLimitPercentage,
    ge(values.memoryLimiter.spikeLimitPercentage, values.memoryLimiter.limitPercentage),
    str`must be less than otelCollector.memoryLimiter.limitPercentage (${values.memoryLimiter.limitPercentage})`,
  ),
  rule(
    values.retry.maxElapsedSeconds,
    and(values.retry.maxElapsedSeconds, lt(values.retry.maxElapsedSeconds, retryIntervalSeconds)),
    `must be 0 or at least ${String(retryIntervalSeconds)}, the longest time between two tries`,
  ),
  rule(
    values.persistence.size,
    and(
      quickwitOtlp.available,
      not(values.persistence.existingClaim),
      isMoreThan(multiply(room, values.queue.mebibytes, 2 ** 20), values.persistence.size),
    ),
    str`must be at least ${multiply(room, values.queue.mebibytes)}Mi: ${room} times otelCollector.queue.mebibytes, since logs and traces have a queue each, and its file is copied to become smaller`,
  ),
];
