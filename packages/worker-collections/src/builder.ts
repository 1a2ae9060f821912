import type { NetworkedService } from '@semantic-explorer/platform';
import {
  caBundle,
  connect,
  embeddingInferenceApi,
  natsFor,
  networkedService,
  objectStore,
  queueWorker,
  queueWorkerRules,
  scriptsSlice,
  settingsEnvironment,
  telemetry,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';

import { limitations } from './limitations.js';
import { fileSettings } from './settings.js';
import { workerCollectionsValues } from './values.js';

const nats = natsFor(limitations);

/** What the worker uses. */
const connections = [
  connect(nats, { environment: [...nats.environment, nats.streamReplicas] }),
  connect(objectStore),
  // Only semantic chunking calls it.
  connect(embeddingInferenceApi, { waits: false }),
  connect(telemetry, { waits: false }),
];

/** The worker that extracts and chunks documents. */
export const workerCollections: NetworkedService = networkedService({
  name: 'worker-collections',
  source: 'packages/worker-collections/src/builder.ts',
  key: limitations.key,
  values: workerCollectionsValues,
  connections,
  uses: [trustedCertificatesSlice, scriptsSlice],
  enabled: (values) => values.enabled,
  rules: (values) => queueWorkerRules(values, limitations),
  // Jobs name the providers of embeddings that people configured.
  network: () => ({ outbound: [{ to: 'internet' }] }),
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
