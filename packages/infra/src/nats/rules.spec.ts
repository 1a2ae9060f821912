import { chartOfServices, refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { nats } from '../index.js';

const chart = chartOfServices(nats);

describe('values of NATS', () => {
  it.each([
    [
      'an even number of servers',
      { replicas: 2, streamReplicas: '1' },
      'nats.replicas',
      'must be 1, 3 or 5: an even number of servers survives no more failures than one server less',
    ],
    [
      'more copies of a stream than servers',
      { replicas: 1 },
      'nats.streamReplicas',
      'must be at most nats.replicas (1): each copy of a stream lies on a server of its own',
    ],
    [
      'five copies on three servers',
      { streamReplicas: '5' },
      'nats.streamReplicas',
      'must be at most nats.replicas (3): each copy of a stream lies on a server of its own',
    ],
    [
      'a shutdown that takes longer than it may',
      { lameDuckSeconds: 40 },
      'nats.terminationGracePeriodSeconds',
      'must be at least 70: nats.lameDuckSeconds, and 30 before and after them',
    ],
    [
      'one claim for several servers',
      { persistence: { existingClaim: 'old-data' } },
      'nats.persistence.existingClaim',
      'is one claim, but each server needs its own: leave it empty, or run one server',
    ],
    [
      'a monitor of nothing',
      { metrics: { enabled: false, serviceMonitor: { enabled: true } } },
      'nats.metrics.serviceMonitor.enabled',
      'must be false when nats.metrics.enabled is false: there would be nothing to scrape',
    ],
    ['no server at all', { enabled: false }, 'nats.external.host', 'is needed when nats.enabled is false'],
  ])('are refused with %s', (_, values, path, problem) => {
    expect(refusalsOf(chart, { nats: values })).toEqual([{ path, problem }]);
  });

  it('are taken with any copies on a server elsewhere', () => {
    const elsewhere = { enabled: false, external: { host: 'nats.example.com' }, replicas: 1, streamReplicas: '5' };
    expect(refusalsOf(chart, { nats: elsewhere })).toEqual([]);
  });
});
