import { embeddingInferenceApi, llmInferenceApi, persistenceValues } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, contains, eq, join, not, object, rule, slice } from 'chartkit';

/** The volume with the models, as far as both inference services have it. */
const modelsOf = (key: string) =>
  slice(
    key,
    object(
      { persistence: persistenceValues({ size: '1Gi' }) },
      { description: 'What is read here of an inference service.' },
    ),
  ).values.persistence;

const embedding = modelsOf(embeddingInferenceApi.slice.key);
const llm = modelsOf(llmInferenceApi.slice.key);

/** What values of several services must fulfil together. */
export const rules: readonly Rule[] = [
  rule(
    llm.existingClaim,
    and(
      embeddingInferenceApi.server.deployed,
      llmInferenceApi.server.deployed,
      embedding.enabled,
      llm.enabled,
      llm.existingClaim,
      eq(llm.existingClaim, embedding.existingClaim),
      not(contains('Many', join(',', llm.accessModes))),
    ),
    'is the claim of embeddingInferenceApi too, and pods on two nodes cannot both mount it: name another one, or ReadWriteMany in llmInferenceApi.persistence.accessModes if the claim has it',
  ),
];
