import {
  existingSecretValue,
  images,
  imageValues,
  persistenceValues,
  podValues,
  postgresqlBackupSlice,
  resourcesValues,
  secretKeyValue,
  serviceAccountValues,
} from '@semantic-explorer/platform';
import { integer, object, oneOf, slice, string } from 'chartkit';

import { postgresqlImageSlice } from '../image.js';

const { existingClaim, size, storageClass, accessModes, annotations } = persistenceValues({ size: '50Gi' }).properties;

/** What can be configured of backups of PostgreSQL. */
export const backupSlice = slice(
  'postgresql',
  object(
    {
      // The dump is made by the client of the server's own image.
      ...postgresqlImageSlice.schema.properties,
      backup: object(
        {
          ...postgresqlBackupSlice.schema.properties.backup.properties,
          schedule: string({
            format: 'cronSchedule',
            default: '17 2 * * *',
            description:
              'When, in the time zone of the cluster (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax).',
          }),
          keepDays: integer({
            minimum: 1,
            maximum: 3650,
            default: 14,
            description: 'Days after which a dump is deleted, once a later one has succeeded.',
          }),
          destination: oneOf(['objectStore', 'claim'], {
            default: 'objectStore',
            description: 'Where dumps are kept: in a bucket, or in a PersistentVolumeClaim.',
          }),
          objectStore: object(
            {
              bucket: string({
                format: 'dnsSubdomain',
                allowEmpty: true,
                maxLength: 63,
                default: '',
                description: 'Bucket of the dumps, which must be there; empty for minio.bucket.',
              }),
              prefix: string({
                format: 'objectKeyPrefix',
                default: 'backups/postgresql',
                description: 'Start of the names of dumps. Nothing else may lie there: old objects are deleted.',
              }),
              existingSecret: existingSecretValue(
                'other keys than those of the application, with access to the bucket',
              ),
              secretKeys: object(
                {
                  accessKey: secretKeyValue('access-key', 'the access key'),
                  secretKey: secretKeyValue('secret-key', 'the secret key'),
                },
                { description: 'Keys of that Secret.' },
              ),
            },
            { description: 'Dumps in the object store.' },
          ),
          persistence: object(
            { existingClaim, size, storageClass, accessModes, annotations },
            { description: 'The claim with the dumps, when they are kept in one.' },
          ),
          temporaryStorage: string({
            format: 'storageSize',
            default: '20Gi',
            description: 'Size of the volume in which a dump lies before it is uploaded.',
          }),
          timeoutSeconds: integer({
            minimum: 60,
            maximum: 604_800,
            default: 21_600,
            description: 'How long a backup may take, in seconds.',
          }),
          clientImage: imageValues(images.minioClient),
          serviceAccount: serviceAccountValues,
          resources: resourcesValues(
            { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
            'Requests and limits of each container.',
          ),
          ...podValues,
        },
        { description: 'Backups of the database. docs/backups.md tells how to restore one.' },
      ),
    },
    { description: 'PostgreSQL, the database.' },
  ),
);

/** The values of backups as expressions. */
export type BackupValues = (typeof backupSlice.values)['backup'];
