import {
  extraValues,
  images,
  inferenceReservedVariables,
  inferenceValues,
  llmInferenceApi,
  loggingValues,
  settingsValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { list, object, oneOf, string } from 'chartkit';

import { limitations } from './limitations.js';
import { generationSettings, pagedAttentionSettings, requestSettings } from './settings.js';

/** The program's own default in its compose files: small, free to download, with the repository of its tokenizer. */
const defaultModel =
  'microsoft/Phi-3-mini-4k-instruct-gguf:Phi-3-mini-4k-instruct-q4.gguf@microsoft/Phi-3-mini-4k-instruct';

const quantizations = [
  'Q2_K',
  'Q3_K',
  'Q4_0',
  'Q4_1',
  'Q4_K',
  'Q5_0',
  'Q5_1',
  'Q5_K',
  'Q6_K',
  'Q8_0',
  'Q8_1',
  'Q8_K',
] as const;

/** What can be configured of the LLM inference service. */
export const llmInferenceApiValues = object(
  {
    ...llmInferenceApi.slice.schema.properties,
    allowedModels: list(string({ format: 'huggingFaceModel', maxLength: 400, description: 'A model.' }), {
      default: [defaultModel],
      minItems: 1,
      uniqueItems: true,
      description: 'Models that are loaded one after another and served.',
    }),
    readinessModel: string({
      format: 'huggingFaceModel',
      allowEmpty: true,
      maxLength: 400,
      default: '',
      description: 'Model that must answer for a pod to be ready; empty for the first of allowedModels.',
    }),
    ...inferenceValues({
      image: images.llmInferenceApi,
      limitations,
      storageSize: '100Gi',
      resources: { requests: { cpu: '4', memory: '16Gi' }, limits: { memory: '32Gi' } },
      token: 'Gated models need it.',
    }),
    ...loggingValues('llm_inference_api'),
    requests: settingsValues(requestSettings, 'Requests.'),
    generation: settingsValues(generationSettings, 'Answers.'),
    pagedAttention: settingsValues(pagedAttentionSettings, 'The cache of keys and values in GPU memory.'),
    inSituQuantization: oneOf(['', ...quantizations], {
      default: '',
      description:
        'Quantize models that are no GGUF while they are loaded: slow, anew at every start. Empty for as they are.',
    }),
    ...extraValues(inferenceReservedVariables(['HF_HUB_CACHE'], ['LLM_'])),
  },
  { description: 'The LLM inference service: chat and completion on a GPU.' },
);

/** The values of the LLM inference service as expressions. */
export type LlmInferenceApiValues = ValueRef<ValuesOf<typeof llmInferenceApiValues>>;
