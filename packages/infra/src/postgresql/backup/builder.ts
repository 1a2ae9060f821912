import type { NetworkedService } from '@semantic-explorer/platform';
import {
  bucketsSlice,
  claimSpec,
  connect,
  connectionRules,
  connectionSlices,
  labels,
  networkedService,
  objectName,
  podServiceAccount,
  objectStore,
  postgresql as database,
  scriptsSlice,
  trustedCertificatesSlice,
} from '@semantic-explorer/platform';
import { and, not, resources } from 'chartkit';

import { component, podTemplate, toObjectStore } from './pod.js';
import { backupBucketRule, backupKeysRule } from './rules.js';
import { backupSlice } from './values.js';

const { backup: values, image } = backupSlice.values;
const name = objectName(component);
const metadata = { name, labels: labels(component) };

const uses = [connect(database), connect({ ...objectStore, available: toObjectStore })];

/** Regular dumps of the application's database. */
export const postgresqlBackup: NetworkedService = networkedService({
  name: component,
  source: 'packages/infra/src/postgresql/backup/builder.ts',
  uses: [...connectionSlices(uses), backupSlice, bucketsSlice, scriptsSlice, trustedCertificatesSlice],
  enabled: () => values.enabled,
  rules: () => [...connectionRules(uses), backupKeysRule, backupBucketRule],
  network: () => ({
    alsoConnects: [{ connection: database }, { connection: objectStore, when: toObjectStore }],
  }),
  build: (scope) => {
    podServiceAccount(scope, component, values.serviceAccount);
    resources.persistentVolumeClaim(
      scope,
      {
        metadata: {
          ...metadata,
          annotations: { 'helm.sh/resource-policy': 'keep', ...values.persistence.annotations },
        },
        spec: claimSpec(values.persistence),
      },
      { when: and(not(toObjectStore), not(values.persistence.existingClaim)) },
    );
    resources.cronJob(scope, {
      metadata,
      spec: {
        schedule: values.schedule,
        // Two dumps at once would be of no use, and the claim may have room for one writer only.
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: labels(component) },
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: values.timeoutSeconds,
            template: podTemplate(uses, image),
          },
        },
      },
    });
  },
});
