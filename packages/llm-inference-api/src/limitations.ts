import { limitationsOf, llmInferenceApi } from '@semantic-explorer/platform';

/** What the program cannot do at its version. */
export const limitations = limitationsOf(new URL('contract.yaml', import.meta.url), llmInferenceApi.slice.key);
