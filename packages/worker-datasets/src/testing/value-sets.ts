import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { workerDatasets } from '../builder.js';

/** A chart of the worker alone, with the programs of its init containers. */
export const chart = chartOfServices(scriptsConfig, workerDatasets);

/** Values that bring out everything that the worker can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'with certificates of its own, autoscaled': {
    trustedCertificates: { secretName: 'own-ca' },
    workerDatasets: {
      autoscaling: { enabled: true },
      tls: { clientSecretName: 'worker-client' },
      telemetry: { resourceAttributes: 'deployment.environment.name=production' },
    },
  },
  'everything is elsewhere': {
    workerDatasets: { resolvedLimitations: ['tlsQdrant'] },
    nats: { enabled: false, auth: { enabled: false }, external: { host: 'nats.example.com' } },
    qdrant: { enabled: false, external: { url: 'https://qdrant.example.com:6334' } },
    minio: { enabled: false, external: { url: 'https://s3.example.com' }, auth: { existingSecret: 'storage' } },
    embeddingInferenceApi: { enabled: false, external: { url: 'https://embed.example.com' } },
    otelCollector: { enabled: false },
  },
  'without inference': { embeddingInferenceApi: { enabled: false } },
};
