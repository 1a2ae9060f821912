import {
  bucketName,
  bucketsSlice,
  images,
  imageValues,
  podValues,
  resourcesValues,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { integer, list, object, oneOf, optionalField, slice, string } from 'chartkit';

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

const { buckets, initJob } = bucketsSlice.schema.properties;

/** The values of the Job: a part of those of MinIO. */
export const minioInitSlice = slice(
  'minio',
  object(
    {
      buckets,
      users: list(userValues, {
        default: [],
        description: 'More users that the init Job creates in MinIO, such as one for backups.',
      }),
      initJob: object(
        {
          ...initJob.properties,
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
