import { gpuRules, probeRules, serviceMonitorRule } from '@semantic-explorer/platform';
import type { Rule } from 'chartkit';
import { and, eq, gt, rule, str } from 'chartkit';

import { ownVolumeRules } from '../server-cluster/values.js';
import { gpuOf } from './gpu.js';
import type { QdrantValues } from './values.js';

/** What the values of Qdrant must fulfil. */
export const qdrantRules = (values: QdrantValues): readonly Rule[] => {
  const { replicas, replicationFactor, storage, snapshots } = values;
  return [
    rule(replicas, eq(replicas, 2), 'must be 1, or at least 3: two servers stop as soon as one of them does'),
    rule(
      replicationFactor,
      and(gt(replicas, 1), gt(replicationFactor, replicas)),
      str`must be at most qdrant.replicas (${replicas}): each copy of a shard lies on a server of its own`,
    ),
    ...probeRules(values),
    ...ownVolumeRules(storage.persistence, 'qdrant.storage.persistence', replicas),
    ...ownVolumeRules(snapshots.persistence, 'qdrant.snapshots.persistence', replicas),
    ...gpuRules({ gpu: gpuOf(values), resources: values.resources }, 'qdrant'),
    serviceMonitorRule(values.metrics.serviceMonitor),
  ];
};
