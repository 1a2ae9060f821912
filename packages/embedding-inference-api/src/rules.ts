import type { Expr, Rule } from 'chartkit';
import { and, contains, gt, join, length, ne, not, replace, rule, str } from 'chartkit';

import { qwenModels } from './models.js';
import type { EmbeddingInferenceApiValues } from './values.js';

/** A text without some parts of it. */
const without = (parts: readonly string[], text: Expr<string>): Expr<string> =>
  parts.reduce((rest, part) => replace(part, '', rest), text);

/** What the lists of models must fulfil. */
export function modelRules({
  allowedModels,
  allowedRerankModels,
  gpu,
  readinessModel,
}: EmbeddingInferenceApiValues): readonly Rule[] {
  const allowed = join(',', allowedModels);
  return [
    ...[allowedModels, allowedRerankModels].map((models) =>
      // The program takes "*" among others for the name of a model.
      rule(models, and(contains('*', join(',', models)), gt(length(models), 1)), 'must hold "*" alone or not at all'),
    ),
    rule(
      allowedModels,
      and(not(gpu.enabled), replace(',', '', without(qwenModels, allowed))),
      `must name only ${qwenModels.join(', ')} when embeddingInferenceApi.gpu.enabled is false: all others insist on CUDA`,
    ),
    rule(
      allowedRerankModels,
      and(not(gpu.enabled), allowedRerankModels),
      'must be empty when embeddingInferenceApi.gpu.enabled is false: rerankers insist on CUDA',
    ),
    rule(
      readinessModel,
      and(readinessModel, ne(allowed, '*'), not(contains(str`,${readinessModel},`, str`,${allowed},`))),
      str`must be one of embeddingInferenceApi.allowedModels (${allowed})`,
    ),
  ];
}
