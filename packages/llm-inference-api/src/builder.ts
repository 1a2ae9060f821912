import type { NetworkedService } from '@semantic-explorer/platform';
import {
  inferenceConnections,
  inferenceNetwork,
  inferenceRules,
  inferenceService,
  inferenceSlices,
  llmInferenceApi as connection,
  networkedService,
} from '@semantic-explorer/platform';
import { orElse } from 'chartkit';

import { environment } from './environment.js';
import { limitations } from './limitations.js';
import { modelRules } from './rules.js';
import { llmInferenceApiValues } from './values.js';

const { server, slice } = connection;

/** The LLM inference service: a StatefulSet of pods with a GPU and a claim with models each. */
export const llmInferenceApi: NetworkedService = networkedService({
  name: server.service,
  source: 'packages/llm-inference-api/src/builder.ts',
  key: slice.key,
  values: llmInferenceApiValues,
  connections: inferenceConnections,
  uses: inferenceSlices,
  enabled: (values) => values.enabled,
  rules: (values) => [...inferenceRules(values, limitations), ...modelRules(values)],
  network: (values) => inferenceNetwork(values, server.port),
  build: (scope, values) => {
    inferenceService(scope, {
      name: server.service,
      port: server.port,
      values,
      environment: environment(values, server.port),
      proof: {
        path: '/api/generate',
        fields: '"prompt":"ready","max_tokens":1',
        model: orElse(values.readinessModel, '${LLM_ALLOWED_MODELS%%,*}'),
      },
    });
  },
});
