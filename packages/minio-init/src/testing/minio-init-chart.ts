import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { minioInit } from '../builder.js';

/** Values as a deployer writes them. */
export type Values = Readonly<Record<string, unknown>>;

/** The Job, with what its pod mounts when there are private certificate authorities. */
export const chart = chartOfServices(scriptsConfig, minioInit);

/** Sets of values that bring out everything. */
export const valueSets: Readonly<Record<string, Values>> = {
  'by default': {},
  'with all that buckets and users can have': {
    fullnameOverride: 'explorer',
    global: { imageRegistry: 'registry.example.com', imagePullSecrets: [{ name: 'pull' }] },
    trustedCertificates: { secretName: 'own-ca' },
    minio: {
      auth: { existingSecret: 'storage' },
      bucket: 'files',
      buckets: [
        { name: 'files', versioning: true, lifecycleDays: 30, quota: '10Gi' },
        { name: 'locked', objectLock: true },
        { name: 'pictures', policy: 'download' },
        { name: 'scratch', purge: true },
      ],
      users: [
        { name: 'backup', existingSecret: 'backup-login', access: 'readOnly', buckets: ['files', 'locked'] },
        { name: 'importer', existingSecret: 'importer-login', secretKey: 'key', buckets: ['files'] },
      ],
    },
  },
  'for a store elsewhere': {
    minio: {
      enabled: false,
      region: 'eu-central-1',
      external: { url: 'https://s3.example.com', forcePathStyle: false },
      auth: { existingSecret: 'storage' },
    },
  },
};
