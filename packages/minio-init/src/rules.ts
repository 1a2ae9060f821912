import { bucketRule, isListedBucket, objectStoreSlice, usesCloudIdentity } from '@semantic-explorer/platform';
import type { DynamicItem, Expr, Rule } from 'chartkit';
import { and, each, eq, gt, helper, length, lines, multiply, not, rule, when } from 'chartkit';

import { minioInitSlice } from './values.js';

const { bucket, enabled } = objectStoreSlice.values;
const { buckets, users, initJob } = minioInitSlice.values;

/** A text with one line for each thing that is found in the values; empty when nothing is. */
const found = (name: string, description: string, loop: Expr<unknown>) =>
  // A loop in a loop, and a condition in it, still give one list of lines.
  helper<string>(`semantic-explorer.minio-init.${name}`, description, lines([loop as DynamicItem<string>]));

/** Whether a name is there twice: then more pairs of items have equal names than there are items. */
const hasRepeatedName = (what: string, list: Expr<readonly { readonly name: string }[]>) => {
  const pairs = found(
    `equal-${what}`,
    `A line for each pair of ${what} with the same name, themselves included.`,
    each(list, (one) => each(list, (other) => when(eq(one.name, other.name), '='))),
  );
  return gt(length(pairs), multiply(2, length(list)));
};

const quotas = found(
  'quotas',
  'The buckets with a quota.',
  each(buckets, ({ name, quota }) => when(quota, name)),
);
const purgedLocks = found(
  'purged-locks',
  'The buckets that lock objects and are to be purged.',
  each(buckets, ({ name, purge, objectLock }) => when(and(purge, objectLock), name)),
);
const unknownBuckets = found(
  'unknown-buckets',
  'Buckets of users that are not in minio.buckets.',
  each(users, (user) => each(user.buckets, (name) => when(not(isListedBucket(name)), name))),
);

/** What the values of the Job must fulfil. */
export const minioInitRules: readonly Rule[] = [
  bucketRule(bucket),
  rule(
    initJob.enabled,
    and(initJob.enabled, usesCloudIdentity),
    'must be false when minio.external.cloudIdentity is true: the client of the Job logs in with keys only',
  ),
  rule(buckets, and(initJob.enabled, hasRepeatedName('buckets', buckets)), 'must name each bucket once'),
  rule(
    buckets,
    and(initJob.enabled, purgedLocks),
    'must not have objectLock and purge for the same bucket: locked objects cannot be deleted',
  ),
  rule(
    buckets,
    and(initJob.enabled, not(enabled), quotas),
    'must have no quota when minio.enabled is false: S3 knows no quotas',
  ),
  rule(
    users,
    and(initJob.enabled, not(enabled), users),
    'must be empty when minio.enabled is false: users of a store elsewhere are made by its own administration',
  ),
  rule(users, and(initJob.enabled, hasRepeatedName('users', users)), 'must name each user once'),
  rule(users, and(initJob.enabled, unknownBuckets), 'must name buckets of minio.buckets only'),
];
