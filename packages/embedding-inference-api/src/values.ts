import {
  embeddingInferenceApi,
  extraValues,
  images,
  inferenceReservedVariables,
  inferenceValues,
  loggingValues,
  persistenceValues,
  settingsValues,
} from '@semantic-explorer/platform';
import type { ValueRef, ValuesOf } from 'chartkit';
import { list, object, oneOf, string } from 'chartkit';

import { limitations } from './limitations.js';
import { embeddingModels, rerankModels, smallModel } from './models.js';
import { cudaSettings, requestSettings } from './settings.js';

/** What can be configured of the embedding inference service. */
export const embeddingInferenceApiValues = object(
  {
    ...embeddingInferenceApi.slice.schema.properties,
    allowedModels: list(oneOf(['*', ...embeddingModels], { description: 'A model.' }), {
      default: [smallModel],
      minItems: 1,
      uniqueItems: true,
      description: `Models that are loaded and served, or only "*" for all, which want more storage and GPU memory. Known are ${embeddingModels.join(', ')}.`,
    }),
    allowedRerankModels: list(oneOf(['*', ...rerankModels], { description: 'A reranker.' }), {
      default: [],
      uniqueItems: true,
      description: `Rerankers that are loaded and served, or only "*" for all. Known are ${rerankModels.join(', ')}.`,
    }),
    readinessModel: oneOf(['', ...embeddingModels], {
      default: '',
      description: `Model that must answer for a pod to be ready; empty for the first of allowedModels, or ${smallModel} for "*".`,
    }),
    ...inferenceValues({
      image: images.embeddingInferenceApi,
      limitations,
      storageSize: '50Gi',
      resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '16Gi' } },
      token: 'With it the program fills its cache before it loads models; version 0.6.16 does not log in with it.',
    }),
    tensorrtCache: persistenceValues(
      { enabled: false, size: '10Gi' },
      {
        volume: 'Volume for the engines of TensorRT, for images that build any.',
        enabled: 'Mount a volume at /tensorrt-cache. Version 0.6.16 of the program keeps nothing there.',
      },
    ),
    ...loggingValues('embedding_inference_api'),
    requests: settingsValues(requestSettings, 'Requests.'),
    cuda: object(
      {
        arenaSize: string({
          format: 'byteCount',
          allowEmpty: true,
          default: '',
          description: 'GPU memory that ONNX Runtime takes at most. Empty to derive it from the GPU.',
        }),
        ...settingsValues(cudaSettings, '').properties,
      },
      { description: 'GPU memory.' },
    ),
    ...extraValues(inferenceReservedVariables([], ['CUDA_ARENA_', 'INFERENCE_'])),
  },
  { description: 'The embedding inference service: embeddings and reranking on a GPU.' },
);

/** The values of the embedding inference service as expressions. */
export type EmbeddingInferenceApiValues = ValueRef<ValuesOf<typeof embeddingInferenceApiValues>>;
