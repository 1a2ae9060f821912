import { readFileSync } from 'node:fs';

import type { DynamicItem, Expr } from 'chartkit';
import { each, file, helper, lines, orElse, str } from 'chartkit';

import { minioInitSlice } from './values.js';

const { buckets, users } = minioInitSlice.values;

const program = file(
  'minio-init/prepare-store.sh',
  readFileSync(new URL('./prepare-store.sh', import.meta.url), 'utf8'),
);

/** A line for each bucket, with the columns that its first line names. */
const bucketTable = helper<string>(
  'semantic-explorer.minio-init.buckets',
  'The buckets, a line each, as prepare-store.sh reads them.',
  lines([
    '# name objectLock versioning lifecycleDays quota policy purge',
    each(
      buckets,
      (bucket) =>
        str`${bucket.name} ${orElse(bucket.objectLock, false)} ${orElse(bucket.versioning, false)} ${orElse(bucket.lifecycleDays, 0)} ${orElse(bucket.quota, 'none')} ${orElse(bucket.policy, 'none')} ${orElse(bucket.purge, false)}`,
    ),
  ]),
);

/** A loop in a loop gives one list of lines. */
const grants: Expr<unknown> = each(users, (user) =>
  each(user.buckets, (bucket) => str`${user.name} ${orElse(user.access, 'readWrite')} ${bucket}`),
);

const userTable = helper<string>(
  'semantic-explorer.minio-init.users',
  'The users, a line for each of their buckets, as prepare-store.sh reads them.',
  lines(['# name access bucket', grants as DynamicItem<string>]),
);

/** The files of the ConfigMap. No secret is among them. */
export const setupFiles = {
  'prepare-store.sh': program,
  'buckets.txt': bucketTable,
  'users.txt': userTable,
};
