import { apiLimitations } from '@semantic-explorer/api';
import { embeddingInferenceApiLimitations } from '@semantic-explorer/embedding-inference-api';
import { llmInferenceApiLimitations } from '@semantic-explorer/llm-inference-api';
import { workerCollectionsLimitations } from '@semantic-explorer/worker-collections';
import { workerDatasetsLimitations } from '@semantic-explorer/worker-datasets';
import { workerVisualizationsPyLimitations } from '@semantic-explorer/worker-visualizations-py';
import type { Limitations } from '@semantic-explorer/platform';

/** The limitations of the application's programs, in the order of `values.yaml`. */
export const programs: readonly Limitations[] = [
  apiLimitations,
  workerCollectionsLimitations,
  workerDatasetsLimitations,
  workerVisualizationsPyLimitations,
  embeddingInferenceApiLimitations,
  llmInferenceApiLimitations,
];
