import type { Persistence, PodValues, ServiceAccountValues } from '@semantic-explorer/platform';
import { persistenceRule, podValues, serviceAccountValues } from '@semantic-explorer/platform';
import type { Expr, Rule, ValueRef } from 'chartkit';
import { and, boolean, gt, object, rule } from 'chartkit';

/** Values that a server which is always alone has beside what its program needs. */
export const singleServerValues = { serviceAccount: serviceAccountValues, ...podValues };

/** Values that every cluster of servers has beside what its program needs. */
export const serverClusterValues = {
  ...singleServerValues,
  disruptionBudget: object(
    {
      enabled: boolean({
        default: true,
        description: 'Make a PodDisruptionBudget for several pods, so that drains of nodes take one at a time.',
      }),
    },
    { description: 'What a drain of nodes may do.' },
  ),
};

/** The values of `singleServerValues` or `serverClusterValues` as expressions, with the number of servers. */
export interface ServerClusterValues extends PodValues {
  /** How many servers there are; absent or 1 where there cannot be more. */
  readonly replicas?: Expr<number> | 1;
  readonly disruptionBudget?: ValueRef<{ enabled: boolean }>;
  readonly serviceAccount: ServiceAccountValues;
}

/** What the values of a server's volume must fulfil. `path` is where they stand, such as `nats.persistence`. */
export const ownVolumeRules = (persistence: Persistence, path: string, replicas: Expr<number>): readonly Rule[] => [
  persistenceRule(persistence, path),
  rule(
    persistence.existingClaim,
    and(persistence.enabled, persistence.existingClaim, gt(replicas, 1)),
    'is one claim, but each server needs its own: leave it empty, or run one server',
  ),
];
