import { trustedCertificatesSlice } from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { when } from 'chartkit';

import type { MinioValues } from './values.js';

/** Where MinIO finds its certificate, and in `CAs` the authorities by which its servers know each other. */
export const certificatesDirectory = '/etc/minio/certs';

const name = 'certificates';
const authority = trustedCertificatesSlice.values;

/** The volume with the certificate, under the names that MinIO expects. It reads a renewed one by itself. */
export const certificateVolume = ({ tls }: MinioValues) =>
  when<k8s.Volume>(tls.secretName, {
    name,
    projected: {
      sources: [
        {
          secret: {
            name: tls.secretName,
            items: [
              { key: 'tls.crt', path: 'public.crt' },
              { key: 'tls.key', path: 'private.key' },
            ],
          },
        },
        { secret: { name: authority.secretName, items: [{ key: authority.key, path: 'CAs/ca.crt' }] } },
      ],
    },
  });

/** Where the container has it. */
export const certificateMount = ({ tls }: MinioValues) =>
  when<k8s.VolumeMount>(tls.secretName, { name, mountPath: certificatesDirectory, readOnly: true });
