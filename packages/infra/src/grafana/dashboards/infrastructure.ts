import type { DashboardDefinition } from './panels.js';

/** Whether everything answers, and what it uses; each service has a dashboard of its own beside this one. */
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
      title: 'Certificates and backups',
      panels: [
        {
          title: 'Time until certificates expire',
          unit: 's',
          queries: [
            {
              expr: 'max by (server, endpoint) (certificate_not_after_timestamp_seconds - time())',
              legend: '{{server}} ({{endpoint}})',
            },
          ],
        },
        {
          title: 'Time since the last backup',
          unit: 's',
          queries: [
            { expr: 'time() - max by (backup) (backup_last_success_timestamp_seconds)', legend: '{{backup}}' },
            { expr: 'max by (backup) (backup_max_age_seconds)', legend: '{{backup}} at most' },
          ],
        },
      ],
    },
  ],
};
