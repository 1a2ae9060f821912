import { apiSlice, commonValues, fullname } from '@semantic-explorer/platform';
import type { ChartModel } from 'chartkit';
import { chart, composeChart, lines, release, str } from 'chartkit';

import { imageList } from './image-list.js';
import { metadata } from './metadata.js';
import { services } from './services.js';

const notes = lines([
  str`${chart.name} ${chart.version} is installed as ${release.name} in the namespace ${release.namespace}.`,
  '',
  str`Its user interface: ${apiSlice.values.publicUrl}/ui`,
  str`Its pods:           kubectl --namespace ${release.namespace} get pods --selector app.kubernetes.io/instance=${release.name}`,
  '',
  str`Generated credentials stand in the Secret ${fullname}-credentials. It survives an uninstallation.`,
]);

/** Runs all builders and composes what they make. */
export function composeSemanticExplorer(): ChartModel {
  const composed = composeChart({ metadata, common: commonValues, services, notes });
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
