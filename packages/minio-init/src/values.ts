import { images, imageValues, podValues, resourcesValues, serviceAccountValues } from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { boolean, integer, list, object, oneOf, optionalField, slice, string } from 'chartkit';

/** What may be done with a bucket without a login. */
const policies = ['none', 'download', 'upload', 'public'] as const;

const bucketName = (description: string) =>
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

const userValues = object(
  {
    name: string({ format: 'dnsLabel', minLength: 3, maxLength: 20, description: 'Name of the user: its access key.' }),
    existingSecret: string({
      format: 'dnsSubdomain',
      maxLength: 253,
      description: 'Secret that holds the secret key of the user.',
    }),
    secretKey: optionalField(
      string({ format: 'dataKey', maxLength: 253, description: 'Key of the Secret; "secret-key" unless told.' }),
    ),
    access: optionalField(
      oneOf(['readWrite', 'readOnly'], { description: 'What the user may do with objects; "readWrite" unless told.' }),
    ),
    buckets: list(bucketName('Name of a bucket.'), {
      minItems: 1,
      description: 'Buckets that the user reaches, out of minio.buckets.',
    }),
  },
  { description: 'A user of MinIO.' },
);

/** The values of the Job: a part of those of MinIO. */
export const minioInitSlice = slice(
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
      users: list(userValues, {
        default: [],
        description: 'More users that the init Job creates in MinIO, such as one for backups.',
      }),
      initJob: object(
        {
          enabled: boolean({ default: true, description: 'Create buckets and users by a Job.' }),
          image: imageValues(images.minioClient),
          timeoutSeconds: integer({
            minimum: 10,
            maximum: 86_400,
            default: 600,
            description:
              'Seconds after which a pod of the Job gives up waiting for the store; another one tries again.',
          }),
          backoffLimit: integer({
            minimum: 0,
            maximum: 100,
            default: 5,
            description: 'Pods that may fail before the Job has failed.',
          }),
          resources: resourcesValues({ requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } }),
          serviceAccount: serviceAccountValues,
          ...podValues,
        },
        { description: 'The Job that prepares the object store. Other values make it run again.' },
      ),
    },
    { description: 'Object store that speaks the S3 protocol.' },
  ),
);

/** The values of the Job as expressions. */
export type MinioInitValues = ValueRef<ValuesOf<typeof minioInitSlice.schema>>;
