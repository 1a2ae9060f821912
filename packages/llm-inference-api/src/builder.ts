import {
  inferenceRules,
  inferenceService,
  inferenceSlices,
  llmInferenceApi as connection,
} from '@semantic-explorer/platform';
import type { Service } from 'chartkit';
import { orElse, service } from 'chartkit';

import { environment } from './environment.js';
import { modelRules } from './rules.js';
import { llmInferenceApiValues } from './values.js';

const { server, slice } = connection;

/** The LLM inference service: a StatefulSet of pods with a GPU and a claim with models each. */
export const llmInferenceApi: Service = service({
  name: server.service,
  source: 'packages/llm-inference-api/src/builder.ts',
  key: slice.key,
  values: llmInferenceApiValues,
  uses: inferenceSlices,
  enabled: (values) => values.enabled,
  rules: (values) => [...inferenceRules(values, slice.key), ...modelRules(values)],
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
