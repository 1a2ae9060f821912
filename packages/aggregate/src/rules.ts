import type { Rule } from 'chartkit';
import { and, contains, eq, join, not, rule } from 'chartkit';

import { values } from './values-of-services.js';

const { embeddingInferenceApi, llmInferenceApi } = values;
const embedding = embeddingInferenceApi.persistence;
const llm = llmInferenceApi.persistence;

/** What values of several services must fulfil together. */
export const rules: readonly Rule[] = [
  rule(
    llm.existingClaim,
    and(
      embeddingInferenceApi.enabled,
      llmInferenceApi.enabled,
      embedding.enabled,
      llm.enabled,
      llm.existingClaim,
      eq(llm.existingClaim, embedding.existingClaim),
      not(contains('Many', join(',', llm.accessModes))),
    ),
    'is the claim of embeddingInferenceApi too, and pods on two nodes cannot both mount it: name another one, or ReadWriteMany in llmInferenceApi.persistence.accessModes if the claim has it',
  ),
];
