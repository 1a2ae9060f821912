import type { Condition, Expr, k8s } from 'chartkit';
import { and, boolean, helper, not, object, or, rule, slice, startsWith, str, string, toText, when } from 'chartkit';

import { objectName } from '../names.js';
import { existingSecretValue, secretKeyRef, secretKeyValue } from '../secrets.js';
import type { Connection } from './connection.js';
import { portOfUrl, s3WaitUrl } from './connection.js';

/** What clients of the object store read of its values. */
export const objectStoreSlice = slice(
  'minio',
  object(
    {
      enabled: boolean({ default: true, description: 'Deploy MinIO; otherwise the external store is used.' }),
      external: object(
        {
          url: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description: 'Endpoint of a store outside of the chart.',
          }),
          forcePathStyle: boolean({
            default: true,
            description: 'Address buckets by path, as most stores but AWS need it.',
          }),
          cloudIdentity: boolean({
            default: false,
            description:
              'Log in as the cloud identity of the pods (such as IRSA, see serviceAccount.annotations of each service) instead of with keys.',
          }),
        },
        { description: 'Store that is used when minio.enabled is false.' },
      ),
      tls: object(
        {
          secretName: string({
            format: 'dnsSubdomain',
            allowEmpty: true,
            maxLength: 253,
            default: '',
            description:
              'Secret of type kubernetes.io/tls with the certificate of MinIO, for its Service and for each of its servers; its authority stands in trustedCertificates. Empty for HTTP.',
          }),
        },
        { description: 'TLS of MinIO in the release.' },
      ),
      region: string({ format: 'dnsLabel', default: 'us-east-1', description: 'Region of the buckets.' }),
      bucket: string({
        format: 'dnsSubdomain',
        maxLength: 63,
        default: 'semantic-explorer-files',
        description: 'Bucket of the application.',
      }),
      auth: object(
        {
          existingSecret: existingSecretValue(
            'the keys of the object store, and those of its administrator when MinIO is deployed',
          ),
          secretKeys: object(
            {
              accessKey: secretKeyValue('minio-access-key', 'the access key'),
              secretKey: secretKeyValue('minio-secret-key', 'the secret key'),
              rootUser: secretKeyValue('minio-root-user', 'the name of the administrator of MinIO'),
              rootPassword: secretKeyValue('minio-root-password', 'the password of the administrator of MinIO'),
            },
            { description: 'Keys of the Secret.' },
          ),
        },
        { description: 'Credentials of the application, and of the administrator of MinIO.' },
      ),
    },
    { description: 'Object store that speaks the S3 protocol.' },
  ),
);

const { enabled, external, tls, region, bucket, auth } = objectStoreSlice.values;

/** Ports of MinIO in the release: the S3 API and the console. */
export const minioPorts = { api: 9000, console: 9001 } as const;

/** Endpoint of the object store. */
export const objectStoreUrl = helper<string>(
  'semantic-explorer.minio.url',
  'Endpoint of the object store.',
  when(enabled, str`${when(tls.secretName, 'https', 'http')}://${objectName('minio')}:${minioPorts.api}`, external.url),
);

/** The access key of the application. */
export const accessKeyRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.accessKey);
/** The secret key of the application. */
export const secretAccessKeyRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.secretKey);

/** The name of the administrator of MinIO. */
export const rootUserRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.rootUser);
/** The password of the administrator of MinIO. */
export const rootPasswordRef = () => secretKeyRef(auth.existingSecret, auth.secretKeys.rootPassword);

/** Whether programs log in as what the cloud says their pod is; they then have no keys. */
export const usesCloudIdentity: Condition = and(not(enabled), external.cloudIdentity);

/** With which keys an AWS SDK logs in. Without, it asks the cloud who the pod is. */
export const objectStoreKeys = when<k8s.EnvVar[]>(not(usesCloudIdentity), [
  { name: 'AWS_ACCESS_KEY_ID', valueFrom: accessKeyRef() },
  { name: 'AWS_SECRET_ACCESS_KEY', valueFrom: secretAccessKeyRef() },
]);

/** What every AWS SDK reads. */
const clientEnvironment = [
  { name: 'AWS_ENDPOINT_URL', value: objectStoreUrl },
  { name: 'AWS_REGION', value: region },
  objectStoreKeys,
];

/** The object store, for programs that use the AWS SDK. */
export const objectStore = {
  name: 'minio',
  slices: [objectStoreSlice],
  // Any bucket's listing is forbidden without a login, which is an answer; a server that is not ready says 503.
  waitUrl: str`${objectStoreUrl}/`,
  waitStatusBelow: 500,
  certificate: { url: objectStoreUrl, when: startsWith('https://', objectStoreUrl) },
  server: { service: 'minio', port: minioPorts.api, deployed: enabled },
  beyond: { when: not(enabled), ports: [portOfUrl('minio', external.url)] },
  rules: [rule(external.url, not(or(enabled, external.url)), 'is needed when minio.enabled is false')],
  clientEnvironment,
  environment: [
    ...clientEnvironment,
    { name: 'S3_FORCE_PATH_STYLE', value: when(enabled, 'true', toText(external.forcePathStyle)) },
  ],
  /** The bucket, for programs that do not learn it from their jobs. */
  bucket: { name: 'S3_BUCKET_NAME', value: bucket },
} satisfies Connection & Readonly<Record<string, unknown>>;

/**
 * The object store, for programs that do not start without their bucket: they wait until it is there and their keys count.
 * What the cloud says their pod is, an init container cannot be, nor does it name a bucket by a virtual host; it then waits
 * for the store alone.
 */
export const objectStoreWith = (bucketName: Expr<string>) => ({
  ...objectStore,
  waitUrl: when(
    or(usesCloudIdentity, and(not(enabled), not(external.forcePathStyle))),
    objectStore.waitUrl,
    str`${s3WaitUrl(objectStoreUrl)}/${bucketName}`,
  ),
  waitEnvironment: [objectStoreKeys, { name: 'AWS_REGION', value: region }],
});
