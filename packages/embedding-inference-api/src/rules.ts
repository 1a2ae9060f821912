import type { Rule } from 'chartkit';
import { and, contains, gt, join, length, ne, not, rule, str } from 'chartkit';

import type { EmbeddingInferenceApiValues } from './values.js';

/** What the lists of models must fulfil. */
export function modelRules({
  allowedModels,
  allowedRerankModels,
  readinessModel,
}: EmbeddingInferenceApiValues): readonly Rule[] {
  const allowed = join(',', allowedModels);
  return [
    ...[allowedModels, allowedRerankModels].map((models) =>
      // The program takes "*" among others for the name of a model.
      rule(models, and(contains('*', join(',', models)), gt(length(models), 1)), 'must hold "*" alone or not at all'),
    ),
    rule(
      readinessModel,
      and(readinessModel, ne(allowed, '*'), not(contains(str`,${readinessModel},`, str`,${allowed},`))),
      str`must be one of embeddingInferenceApi.allowedModels (${allowed})`,
    ),
  ];
}
