import {
  accessKeyRef,
  caBundlePath,
  containerImage,
  fullname,
  hardenedContainer,
  hardenedPod,
  hasPrivateCertificates,
  objectName,
  objectStoreSlice,
  objectStoreUrl,
  podMetadata,
  podPlacement,
  privateCaBundle,
  rootPasswordRef,
  rootUserRef,
  scriptsVolume,
  secretAccessKeyRef,
  serviceAccountName,
} from '@semantic-explorer/platform';
import type { Dynamic, k8s } from 'chartkit';
import { each, orElse, str, toText, when } from 'chartkit';

import { minioInitSlice } from './values.js';

const component = 'minio-init';
const name = objectName(component);
/** The image names no user; the program needs none in particular. */
const user = { uid: 10001, gid: 10001 };
const { enabled, external, region } = objectStoreSlice.values;
const { users, initJob } = minioInitSlice.values;

/** In MinIO the administrator logs in, and makes a user of the application; elsewhere the application itself does. */
const logins = when<k8s.EnvVar[]>(
  enabled,
  [
    { name: 'STORE_KIND', value: 'minio' },
    { name: 'STORE_PATH_STYLE', value: 'true' },
    { name: 'STORE_ACCESS_KEY', valueFrom: rootUserRef() },
    { name: 'STORE_SECRET_KEY', valueFrom: rootPasswordRef() },
    { name: 'APPLICATION_ACCESS_KEY', valueFrom: accessKeyRef() },
    { name: 'APPLICATION_SECRET_KEY', valueFrom: secretAccessKeyRef() },
    { name: 'POLICY_PREFIX', value: fullname },
  ],
  [
    { name: 'STORE_KIND', value: 's3' },
    { name: 'STORE_PATH_STYLE', value: toText(external.forcePathStyle) },
    { name: 'STORE_ACCESS_KEY', valueFrom: accessKeyRef() },
    { name: 'STORE_SECRET_KEY', valueFrom: secretAccessKeyRef() },
  ],
);

/** The pod of the Job. */
export const podTemplate: Dynamic<k8s.PodTemplateSpec> = {
  metadata: podMetadata(component, initJob),
  spec: {
    // Failed pods stay, and with them what they logged.
    restartPolicy: 'Never',
    serviceAccountName: serviceAccountName(initJob.serviceAccount, name),
    ...hardenedPod(user),
    initContainers: [privateCaBundle.initContainer],
    containers: [
      {
        name: component,
        ...containerImage(initJob.image),
        command: ['/bin/sh', '/setup/prepare-store.sh', '/setup'],
        env: [
          { name: 'STORE_URL', value: objectStoreUrl },
          { name: 'STORE_REGION', value: region },
          logins,
          { name: 'WAIT_SECONDS', value: toText(initJob.timeoutSeconds) },
          // mc asks for it before it looks at its own variable.
          { name: 'HOME', value: '/tmp' },
          { name: 'MC_CONFIG_DIR', value: '/tmp/mc' },
          when<k8s.EnvVar>(hasPrivateCertificates, { name: 'SSL_CERT_FILE', value: caBundlePath }),
        ],
        resources: initJob.resources,
        ...hardenedContainer,
        volumeMounts: [
          { name: 'setup', mountPath: '/setup', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
          privateCaBundle.volumeMount,
        ],
      },
    ],
    volumes: [
      {
        name: 'setup',
        projected: {
          sources: [
            { configMap: { name } },
            // The secret key of each user in a file.
            each(users, (one) => ({
              secret: {
                name: one.existingSecret,
                items: [{ key: orElse(one.secretKey, 'secret-key'), path: str`users/${one.name}` }],
              },
            })),
          ],
        },
      },
      // The login lies here while the program runs.
      { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
      ...privateCaBundle.volumes,
      when<k8s.Volume>(hasPrivateCertificates, scriptsVolume),
    ],
    ...podPlacement(initJob),
  },
};
