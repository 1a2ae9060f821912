import type { DashboardDefinition } from './panels.js';
import { average, httpPanels } from './panels.js';

/** Metrics of the inference services and of their GPUs. */
export const inferenceDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-inference',
  title: 'Inference',
  rows: [
    {
      title: 'GPUs',
      panels: [
        {
          title: 'Memory',
          unit: 'percentunit',
          queries: [{ expr: 'gpu_memory_used_bytes / gpu_memory_total_bytes', legend: '{{job}} {{device}}' }],
        },
        {
          title: 'Utilization',
          unit: 'percent',
          queries: [{ expr: 'gpu_utilization_percent', legend: '{{job}} {{device}}' }],
        },
      ],
    },
    {
      title: 'Embedding',
      panels: [
        ...httpPanels('inference'),
        { title: 'Duration of an embedding', unit: 's', queries: average('inference_embed_duration_seconds') },
      ],
    },
    { title: 'LLM', panels: httpPanels('llm_inference') },
  ],
};
