import { boolean, object, orElse, slice, str, string, toText } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';

/** What clients of the object store read of its values. */
export const objectStoreSlice = slice(
  'minio',
  object(
    {
      external: object(
        {
          url: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description:
              'Endpoint of a store outside of the release. When empty, it is the Service "minio" in the release.',
          }),
          region: string({ format: 'dnsLabel', default: 'us-east-1', description: 'Region of the bucket.' }),
          forcePathStyle: boolean({
            default: true,
            description: 'Address the bucket by path, as MinIO needs it; false for AWS.',
          }),
        },
        { description: 'Where the object store is.' },
      ),
      bucket: string({
        format: 'dnsSubdomain',
        maxLength: 63,
        default: 'semantic-explorer-files',
        description: 'Bucket of the application. It must exist.',
      }),
      auth: object(
        {
          existingSecret: existingSecretValue('the keys of the object store'),
          secretKeys: object(
            {
              accessKey: secretKeyValue('minio-access-key', 'the access key'),
              secretKey: secretKeyValue('minio-secret-key', 'the secret key'),
            },
            { description: 'Keys of the Secret.' },
          ),
        },
        { description: 'Credentials of the application.' },
      ),
    },
    { description: 'Object store that speaks the S3 protocol.' },
  ),
);

const { values } = objectStoreSlice;

/** Endpoint of the object store. */
export const objectStoreUrl = orElse(values.external.url, str`http://${objectName('minio')}:9000`);

/** Environment of a program that uses the AWS SDK. */
export const objectStoreEnvironment = () => [
  { name: 'AWS_ENDPOINT_URL', value: objectStoreUrl },
  { name: 'AWS_REGION', value: values.external.region },
  { name: 'AWS_ACCESS_KEY_ID', valueFrom: secretKeyRef(values.auth.existingSecret, values.auth.secretKeys.accessKey) },
  {
    name: 'AWS_SECRET_ACCESS_KEY',
    valueFrom: secretKeyRef(values.auth.existingSecret, values.auth.secretKeys.secretKey),
  },
  { name: 'S3_FORCE_PATH_STYLE', value: toText(values.external.forcePathStyle) },
  { name: 'S3_BUCKET_NAME', value: values.bucket },
];
