import { scriptsConfig } from '@semantic-explorer/platform';
import { chartOfServices } from '@semantic-explorer/platform/testing';

import { workerVisualizationsPy } from '../builder.js';

/** A chart of the worker alone, with the programs of its init containers. */
export const chart = chartOfServices(scriptsConfig, workerVisualizationsPy);

/** Values that bring out everything that the worker can have. */
export const valueSets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  defaults: {},
  'with certificates of its own, autoscaled and monitored': {
    trustedCertificates: { secretName: 'own-ca' },
    workerVisualizationsPy: {
      autoscaling: { enabled: true },
      serviceMonitor: { enabled: true },
    },
  },
  'everything is elsewhere': {
    nats: { enabled: false, auth: { enabled: false }, external: { host: 'nats.example.com' } },
    qdrant: { enabled: false, external: { url: 'https://qdrant.example.com:6334' } },
    minio: { enabled: false, external: { url: 'https://s3.example.com' }, auth: { existingSecret: 'storage' } },
    llmInferenceApi: { enabled: false, external: { url: 'https://llm.example.com' } },
    otelCollector: { enabled: false },
  },
  'without inference': { llmInferenceApi: { enabled: false } },
};
