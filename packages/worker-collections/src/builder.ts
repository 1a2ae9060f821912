import {
  caBundle,
  connect,
  connectionSlices,
  embeddingInferenceApi,
  nats,
  objectStore,
  queueWorker,
  queueWorkerRules,
  scriptsSlice,
  settingsEnvironment,
  telemetry,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import type { Service } from 'chartkit';
import { service } from 'chartkit';

import { fileSettings } from './settings.js';
import { workerCollectionsValues } from './values.js';

/** What the worker uses. */
const connections = [
  connect(nats, { environment: [...nats.environment, nats.streamReplicas] }),
  connect(objectStore),
  // Only semantic chunking calls it.
  connect(embeddingInferenceApi, { waits: false }),
  connect(telemetry, { waits: false }),
];

/** The worker that extracts and chunks documents. */
export const workerCollections: Service = service({
  name: 'worker-collections',
  source: 'packages/worker-collections/src/builder.ts',
  key: 'workerCollections',
  values: workerCollectionsValues,
  uses: [...connectionSlices(connections), trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => queueWorkerRules(values, 'workerCollections', connections),
  build: (scope, values) => {
    queueWorker(scope, {
      name: 'worker-collections',
      values,
      connections,
      healthPort: 8082,
      environment: settingsEnvironment(fileSettings, values.files),
      authorities: caBundle,
    });
  },
});
