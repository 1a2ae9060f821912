import { commonValues } from '@semantic-explorer/platform';
import type { ChartModel } from 'chartkit';
import { composeChart } from 'chartkit';

import { imageList } from './images/image-list.js';
import { metadata } from './metadata.js';
import { notes } from './notes/notes.js';
import { rules } from './rules.js';
import { services } from './services.js';

/** Runs all builders and composes what they make. */
export function composeSemanticExplorer(): ChartModel {
  const composed = composeChart({ metadata, common: commonValues, services, rules, notes });
  return {
    ...composed,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, 'artifacthub.io/images': imageList(composed.defaults) },
    },
  };
}

/** The whole deployment of Semantic Explorer. */
export const semanticExplorer = composeSemanticExplorer();
