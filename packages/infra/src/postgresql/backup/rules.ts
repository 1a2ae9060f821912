import { bucketRule, objectStoreSlice, usesCloudIdentity } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, eq, not, rule } from 'chartkit';

import type { PostgresqlValues } from '../values.js';
import { backupSlice } from './values.js';

const { backup } = backupSlice.values;

/** Dumps lie elsewhere than the database. */
export const backupClaimRule = ({ primary }: PostgresqlValues): Rule =>
  rule(
    backup.persistence.existingClaim,
    and(
      backup.enabled,
      eq(backup.destination, 'claim'),
      backup.persistence.existingClaim,
      eq(backup.persistence.existingClaim, primary.persistence.existingClaim),
    ),
    'is the claim of the server itself (postgresql.primary.persistence.existingClaim): it has one writer, and who loses it would lose the dumps too',
  );

/** Who uploads dumps needs keys. */
export const backupKeysRule: Rule = rule(
  backup.destination,
  and(backup.enabled, eq(backup.destination, 'objectStore'), usesCloudIdentity),
  'must be "claim" when minio.external.cloudIdentity is true: the client that uploads dumps logs in with keys only',
);

/** The keys of the application reach the buckets that are listed, and no others of MinIO. */
export const backupBucketRule: Rule = bucketRule(
  backup.objectStore.bucket,
  and(
    backup.enabled,
    eq(backup.destination, 'objectStore'),
    backup.objectStore.bucket,
    not(backup.objectStore.existingSecret),
    objectStoreSlice.values.enabled,
  ),
);
