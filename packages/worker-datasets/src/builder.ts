import type { NetworkedService } from '@semantic-explorer/platform';
import {
  connect,
  embeddingInferenceApi,
  natsFor,
  networkedService,
  objectStore,
  privateCaBundle,
  qdrant,
  queueWorker,
  queueWorkerRules,
  refuseLimited,
  scriptsSlice,
  settingsEnvironment,
  telemetry,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';

import { limitations } from './limitations.js';
import { uploadSettings } from './settings.js';
import { workerDatasetsValues } from './values.js';

const nats = natsFor(limitations);

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
  key: limitations.key,
  values: workerDatasetsValues,
  connections,
  uses: [trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => [
    ...queueWorkerRules(values, limitations),
    ...refuseLimited(limitations, values, 'tlsQdrant', qdrant.externalTls),
  ],
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
