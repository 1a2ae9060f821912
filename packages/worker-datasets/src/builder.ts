import type { NetworkedService } from '@semantic-explorer/platform';
import {
  applicationRules,
  connect,
  embeddingInferenceApi,
  nats,
  networkedService,
  objectStore,
  privateCaBundle,
  qdrant,
  queueWorker,
  scriptsSlice,
  settingsEnvironment,
  telemetry,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';

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
export const workerDatasets: NetworkedService = networkedService({
  name: 'worker-datasets',
  source: 'packages/worker-datasets/src/builder.ts',
  key: 'workerDatasets',
  values: workerDatasetsValues,
  connections,
  uses: [trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => applicationRules(values, 'workerDatasets'),
  // Jobs name the providers of embeddings that people configured.
  network: () => ({ outbound: [{ to: 'internet' }] }),
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
