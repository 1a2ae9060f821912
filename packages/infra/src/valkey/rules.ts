import { probeRules, serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, not, rule } from 'chartkit';

import type { ValkeyValues } from './values.js';

/** What the values of Valkey must fulfil. */
export const valkeyRules = (values: ValkeyValues): readonly Rule[] => [
  ...probeRules(values),
  serviceMonitorRule(values.metrics.serviceMonitor),
  rule(
    values.metrics.serviceMonitor.enabled,
    and(values.metrics.serviceMonitor.enabled, not(values.metrics.enabled)),
    'must be false when valkey.metrics.enabled is false: there would be nothing to scrape',
  ),
];
