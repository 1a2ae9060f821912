import { labels, objectName, postgresqlBackupName, postgresqlBackupSlice } from '@semantic-explorer/platform';
import type { Expr } from 'chartkit';
import { resources, str } from 'chartkit';

const { backup } = postgresqlBackupSlice.values;

/** Whether there are backups to tell of. */
export const hasBackups: Expr<boolean> = backup.enabled;

const cronJob = objectName(postgresqlBackupName);

/** The backup's name, its CronJob, and the hours after which one is missing. */
export const backupCronJobs = str`postgresql ${cronJob} ${backup.alertAfterHours}`;

/** Adds the right to read that CronJob, and nothing else. */
export function readBackups(
  scope: Parameters<typeof resources.role>[0],
  component: string,
  serviceAccount: Expr<string>,
): void {
  const name = objectName(component);
  const metadata = { name, labels: labels(component) };
  const rule = { apiGroups: ['batch'], resources: ['cronjobs'], resourceNames: [cronJob], verbs: ['get'] };
  resources.role(scope, { metadata, rules: [rule] }, { when: hasBackups });
  resources.roleBinding(
    scope,
    {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount }],
    },
    { when: hasBackups },
  );
}
