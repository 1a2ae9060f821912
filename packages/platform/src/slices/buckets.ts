import type { Expr, Rule } from 'chartkit';
import {
  and,
  boolean,
  contains,
  each,
  helper,
  integer,
  lines,
  list,
  not,
  object,
  oneOf,
  optionalField,
  rule,
  slice,
  str,
  string,
} from 'chartkit';

/** What may be done with a bucket without a login. */
const policies = ['none', 'download', 'upload', 'public'] as const;

/** A value that names a bucket. */
export const bucketName = (description: string) =>
  string({ format: 'dnsSubdomain', minLength: 3, maxLength: 63, description });

const bucketValues = object(
  {
    name: bucketName('Name of the bucket.'),
    policy: optionalField(
      oneOf(policies, { description: 'What anybody may do with its objects without a login; "none" unless told.' }),
    ),
    purge: optionalField(
      boolean({ description: 'Delete all its objects, in all versions, each time the Job runs. Never for data.' }),
    ),
    versioning: optionalField(
      boolean({ description: 'Keep old versions of objects. It is never turned off again by the Job.' }),
    ),
    lifecycleDays: optionalField(
      integer({
        minimum: 0,
        maximum: 36_500,
        description: 'Delete objects, and old versions of objects, after so many days; 0 for never.',
      }),
    ),
    quota: optionalField(
      string({
        format: 'storageSize',
        allowEmpty: true,
        description: 'Most that it may hold, in MinIO only; empty for no limit.',
      }),
    ),
    objectLock: optionalField(
      boolean({
        description:
          'Let clients lock objects against deletion. Only a new bucket can get it; its objects are versioned.',
      }),
    ),
  },
  { description: 'A bucket.' },
);

/** The buckets that the init Job of the object store makes, and whether it does. */
export const bucketsSlice = slice(
  'minio',
  object(
    {
      buckets: list(bucketValues, {
        default: [
          { name: 'semantic-explorer-files', policy: 'none', purge: false },
          { name: 'quickwit', policy: 'none', purge: false },
        ],
        minItems: 1,
        description:
          'Buckets that the init Job creates. The access key of the application reaches these and no others. A bucket that is taken from the list stays as it is.',
      }),
      initJob: object(
        { enabled: boolean({ default: true, description: 'Create buckets and users by a Job.' }) },
        { description: 'The Job that prepares the object store. Other values make it run again.' },
      ),
    },
    { description: 'Object store that speaks the S3 protocol.' },
  ),
);

const { buckets, initJob } = bucketsSlice.values;

const bucketNames = helper<string>(
  'semantic-explorer.minio.bucket-names',
  'The buckets of minio.buckets, each in brackets.',
  lines([each(buckets, ({ name }) => str`[${name}]`)]),
);

/** Whether the init Job of the object store knows a bucket. */
export const isListedBucket = (bucket: Expr<string>): Expr<boolean> => contains(str`[${bucket}]`, bucketNames);

/** Whoever keeps something in a bucket, while `used` holds, names one that somebody makes. */
export const bucketRule = (bucket: Expr<string>, ...used: readonly Expr<unknown>[]): Rule =>
  rule(
    bucket,
    and(initJob.enabled, not(isListedBucket(bucket)), ...used),
    'must be in minio.buckets while minio.initJob.enabled is true: otherwise nobody creates it',
  );
