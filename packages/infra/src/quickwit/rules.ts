import {
  bucketRule,
  isMoreThan,
  postgresqlSlice,
  quickwitUsesDatabase,
  serviceMonitorRule,
} from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { add, and, gt, lt, multiply, not, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import { isSplit, usesObjectStore, usesPostgresql } from './config.js';
import type { QuickwitValues } from './values.js';

/** Disk for indexes while they are made and merged, in MiB. */
const workMebibytes = 4096;

/** What the values of Quickwit must fulfil. */
export const quickwitRules = (values: QuickwitValues): readonly Rule[] => {
  const { bucket, enabled, ingest, metastore, persistence, replicas, storage } = values;
  const disk = add(ingest.queueDiskMebibytes, values.splitStoreMebibytes, workMebibytes);
  return [
    rule(
      replicas,
      and(gt(replicas, 1), not(isSplit(values))),
      str`must be 1 when quickwit.roles is "single", but is ${replicas}: there is one control plane`,
    ),
    rule(
      storage,
      and(isSplit(values), not(usesObjectStore(values))),
      'must be "objectStore" when quickwit.roles is "split": all nodes read the indexes',
    ),
    bucketRule(bucket, and(enabled, usesObjectStore(values))),
    rule(
      metastore.type,
      and(isSplit(values), not(usesPostgresql(values))),
      'must be "postgresql" when quickwit.roles is "split": a file can be written by one node alone, and others read it late',
    ),
    rule(
      metastore.existingSecret,
      and(quickwitUsesDatabase, not(postgresqlSlice.values.enabled)),
      'is needed when quickwit.metastore.type is "postgresql" and postgresql.enabled is false: nobody else makes its database',
    ),
    rule(
      ingest.queueMemoryMebibytes,
      lt(ingest.queueDiskMebibytes, ingest.queueMemoryMebibytes),
      str`must be at most quickwit.ingest.queueDiskMebibytes (${ingest.queueDiskMebibytes})`,
    ),
    rule(
      persistence.size,
      and(not(persistence.existingClaim), isMoreThan(multiply(disk, 2 ** 20), persistence.size)),
      str`must be at least ${disk}Mi: quickwit.ingest.queueDiskMebibytes, quickwit.splitStoreMebibytes, and ${workMebibytes} for what is worked on`,
    ),
    ...ownVolumeRules(persistence, 'quickwit.persistence', replicas),
    serviceMonitorRule(values.serviceMonitor),
  ];
};
