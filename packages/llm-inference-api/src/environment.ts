import type { Environment } from '@semantic-explorer/platform';
import { settingsEnvironment } from '@semantic-explorer/platform';
import type { k8s } from 'chartkit';
import { join, when } from 'chartkit';

import { generationSettings, pagedAttentionSettings, requestSettings } from './settings.js';
import type { LlmInferenceApiValues } from './values.js';

/** Variables of this program alone. Names and meanings: `contract.yaml`. */
export const environment = (values: LlmInferenceApiValues, port: number): Environment => [
  { name: 'LLM_ALLOWED_MODELS', value: join(',', values.allowedModels) },
  { name: 'LLM_INFERENCE_HOSTNAME', value: '0.0.0.0' },
  { name: 'LLM_INFERENCE_PORT', value: String(port) },
  ...settingsEnvironment(requestSettings, values.requests),
  ...settingsEnvironment(generationSettings, values.generation),
  ...settingsEnvironment(pagedAttentionSettings, values.pagedAttention),
  when<k8s.EnvVar[]>(values.inSituQuantization, [
    { name: 'LLM_ENABLE_ISQ', value: 'true' },
    { name: 'LLM_ISQ_TYPE', value: values.inSituQuantization },
  ]),
];
