import type { DashboardDefinition } from './panels.js';

/** Whether everything answers, and what it uses. */
export const infrastructureDashboard: DashboardDefinition = {
  uid: 'semantic-explorer-infrastructure',
  title: 'Infrastructure',
  rows: [
    {
      title: 'Availability',
      panels: [
        { title: 'Answers', unit: 'short', queries: [{ expr: 'min by (job) (up)', legend: '{{job}}' }] },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes', legend: '{{job}} {{pod}}' }],
        },
      ],
    },
    {
      title: 'PostgreSQL',
      panels: [
        {
          title: 'Connections',
          unit: 'short',
          queries: [
            { expr: 'sum by (state) (pg_stat_activity_count)', legend: '{{state}}' },
            { expr: 'max(pg_settings_max_connections)', legend: 'at most' },
          ],
        },
        {
          title: 'Size of databases',
          unit: 'bytes',
          queries: [{ expr: 'pg_database_size_bytes', legend: '{{datname}}' }],
        },
      ],
    },
  ],
};
