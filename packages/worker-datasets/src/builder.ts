import {
  connect,
  connectionSlices,
  embeddingInferenceApi,
  nats,
  objectStore,
  privateCaBundle,
  qdrant,
  queueWorker,
  queueWorkerRules,
  scriptsSlice,
  settingsEnvironment,
  telemetry,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import type { Service } from 'chartkit';
import { service } from 'chartkit';

import { uploadSettings } from './settings.js';
import { workerDatasetsValues } from './values.js';

/** What the worker uses. */
const connections = [
  connect(nats, { environment: [...nats.environment, nats.streamReplicas] }),
  // The address and the key come with each job.
  connect(qdrant, { environment: [] }),
  connect(embeddingInferenceApi, {
    environment: [...embeddingInferenceApi.environment, embeddingInferenceApi.timeout],
  }),
  connect(objectStore, { waits: false }),
  connect(telemetry, { waits: false }),
];

/** The worker that embeds datasets. */
export const workerDatasets: Service = service({
  name: 'worker-datasets',
  source: 'packages/worker-datasets/src/builder.ts',
  key: 'workerDatasets',
  values: workerDatasetsValues,
  uses: [...connectionSlices(connections), trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => queueWorkerRules(values, 'workerDatasets', connections),
  build: (scope, values) => {
    queueWorker(scope, {
      name: 'worker-datasets',
      values,
      connections,
      healthPort: 8083,
      environment: settingsEnvironment(uploadSettings, values.uploads),
      authorities: privateCaBundle,
      ownAuthorities: '/etc/ssl/certs/ca-certificates.crt',
    });
  },
});
