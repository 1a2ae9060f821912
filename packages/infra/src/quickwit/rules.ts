import { serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, gt, lt, not, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import { isSplit, usesObjectStore, usesPostgresql } from './config.js';
import type { QuickwitValues } from './values.js';

/** What the values of Quickwit must fulfil. */
export const quickwitRules = (values: QuickwitValues): readonly Rule[] => {
  const { ingest, metastore, persistence, replicas, storage } = values;
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
    rule(
      metastore.type,
      and(isSplit(values), not(usesPostgresql(values))),
      'must be "postgresql" when quickwit.roles is "split": a file can be written by one node alone, and others read it late',
    ),
    rule(
      metastore.existingSecret,
      and(usesPostgresql(values), not(metastore.existingSecret)),
      'is needed when quickwit.metastore.type is "postgresql"',
    ),
    rule(
      ingest.queueMemoryMebibytes,
      lt(ingest.queueDiskMebibytes, ingest.queueMemoryMebibytes),
      str`must be at most quickwit.ingest.queueDiskMebibytes (${ingest.queueDiskMebibytes})`,
    ),
    ...ownVolumeRules(persistence, 'quickwit.persistence', replicas),
    serviceMonitorRule(values.serviceMonitor),
  ];
};
