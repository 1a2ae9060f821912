import type { ChartMetadata } from 'chartkit';

/** Everything of `Chart.yaml` that does not follow from the services. */
export const metadata: ChartMetadata = {
  name: 'semantic-explorer',
  version: '1.0.0',
  appVersion: '1.0.0',
  description: 'Document processing, embeddings, vector search and retrieval-augmented generation',
  kubeVersion: '>=1.30.0-0',
  keywords: ['embeddings', 'llm', 'rag', 'semantic-search', 'vector-search'],
  home: 'https://github.com/FishySoftware/semantic-explorer',
  sources: ['https://github.com/FishySoftware/semantic-explorer'],
  annotations: { 'artifacthub.io/license': 'Apache-2.0', 'artifacthub.io/category': 'ai-machine-learning' },
};
