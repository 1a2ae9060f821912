import type { Rule } from 'chartkit';
import { and, contains, gt, join, lower, not, rule, str } from 'chartkit';

import type { LlmInferenceApiValues } from './values.js';

/** What models and limits must fulfil. */
export function modelRules({ allowedModels, readinessModel, generation }: LlmInferenceApiValues): readonly Rule[] {
  const allowed = join(',', allowedModels);
  return [
    rule(
      allowedModels,
      contains('-gguf,', lower(str`${allowed},`)),
      'names a repository of GGUF files without the file; write "owner/name-GGUF:file.gguf"',
    ),
    rule(
      readinessModel,
      and(readinessModel, not(contains(str`,${readinessModel},`, str`,${allowed},`))),
      str`must be one of llmInferenceApi.allowedModels (${allowed})`,
    ),
    rule(
      generation.defaultMaxTokens,
      gt(generation.defaultMaxTokens, generation.maxTokensLimit),
      str`must be at most llmInferenceApi.generation.maxTokensLimit (${generation.maxTokensLimit})`,
    ),
  ];
}
