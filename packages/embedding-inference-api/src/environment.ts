import type { Environment } from '@semantic-explorer/platform';
import { settingsEnvironment } from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { join, when } from 'chartkit';

import { cudaSettings, requestSettings } from './settings.js';
import type { EmbeddingInferenceApiValues } from './values.js';

/** Variables of this program alone. Names and meanings: `contract.yaml`. */
export const environment = (values: EmbeddingInferenceApiValues, port: number): Environment => [
  { name: 'INFERENCE_ALLOWED_EMBEDDING_MODELS', value: join(',', values.allowedModels) },
  when<k8s.EnvVar>(values.allowedRerankModels, {
    name: 'INFERENCE_ALLOWED_RERANK_MODELS',
    value: join(',', values.allowedRerankModels),
  }),
  { name: 'INFERENCE_HOSTNAME', value: '0.0.0.0' },
  { name: 'INFERENCE_PORT', value: String(port) },
  ...settingsEnvironment(requestSettings, values.requests),
  when<k8s.EnvVar>(values.cuda.arenaSize, { name: 'CUDA_ARENA_SIZE', value: values.cuda.arenaSize }),
  ...settingsEnvironment(cudaSettings, values.cuda),
];
