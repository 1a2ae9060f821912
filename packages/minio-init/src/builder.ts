import type { NetworkedService } from '@semantic-explorer/platform';
import {
  connect,
  labels,
  namedJob,
  networkedService,
  objectName,
  objectStore,
  podServiceAccount,
  scriptsSlice,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import { resources } from 'chartkit';

import { podTemplate } from './pod.js';
import { minioInitRules } from './rules.js';
import { setupFiles } from './setup-files.js';
import { minioInitSlice } from './values.js';

const component = 'minio-init';
const name = objectName(component);
const { initJob } = minioInitSlice.values;

/** The Job waits itself: it also has to know that it can log in. */
const connections = [connect(objectStore, { waits: false })];

/**
 * The Job that prepares the object store: buckets, and in MinIO the users that reach them.
 *
 * It is an ordinary object of the release, no hook: hooks after the installation start when everything is ready, but the
 * API is ready only when its bucket is there.
 */
export const minioInit: NetworkedService = networkedService({
  name: component,
  source: 'packages/minio-init/src/builder.ts',
  connections,
  uses: [minioInitSlice, trustedCertificatesSlice, scriptsSlice],
  enabled: () => initJob.enabled,
  rules: () => minioInitRules,
  build: (scope) => {
    const metadata = { name, labels: labels(component) };
    podServiceAccount(scope, component, initJob.serviceAccount);
    resources.configMap(scope, { metadata, data: setupFiles });
    namedJob(scope, {
      name: component,
      spec: { backoffLimit: initJob.backoffLimit, template: podTemplate },
      files: setupFiles,
    });
  },
});
