import { chartOfServices, refusalsOf } from '@semantic-explorer/platform/testing';
import { describe, expect, it } from 'vitest';

import { otelCollector } from './builder.js';

const chart = chartOfServices(otelCollector);
const quickwitElsewhere = { quickwit: { enabled: false, external: { otlpUrl: 'https://quickwit.example.com:7281' } } };

describe('values of the collector', () => {
  it.each([
    [
      'a limiter that takes nothing',
      { memoryLimiter: { limitPercentage: 50, spikeLimitPercentage: 50 } },
      'otelCollector.memoryLimiter.spikeLimitPercentage',
      'must be less than otelCollector.memoryLimiter.limitPercentage (50)',
    ],
    [
      'one claim for several pods',
      { persistence: { enabled: true, existingClaim: 'queue' } },
      'otelCollector.persistence.existingClaim',
      'is one claim, but each server needs its own: leave it empty, or run one server',
    ],
    [
      'an exporter that nobody defines',
      { pipelines: { logs: { extraExporters: ['otlp_http/elsewhere'] } } },
      'otelCollector.pipelines.logs.extraExporters',
      'must name exporters of otelCollector.extraExporters and otelCollector.extraConnectors only, since those of the chart are there already',
    ],
    [
      'a processor that is there already',
      { pipelines: { metrics: { extraProcessors: ['resource/instance'] } } },
      'otelCollector.pipelines.metrics.extraProcessors',
      'must name processors of otelCollector.extraProcessors only, since those of the chart are there already',
    ],
    [
      'a pipeline from nowhere',
      { extraPipelines: { 'logs/x': { receivers: ['kafka'], processors: [], exporters: ['prometheus'] } } },
      'otelCollector.extraPipelines',
      'must name receivers of otelCollector.extraReceivers and otelCollector.extraConnectors and of the chart only; the memory limiter is added to all',
    ],
    [
      'an end of tries before the second one',
      { retry: { maxElapsedSeconds: 29 } },
      'otelCollector.retry.maxElapsedSeconds',
      'must be 0 or at least 30, the longest time between two tries',
    ],
    [
      'a queue that does not fit the volume',
      { queue: { mebibytes: 513 } },
      'otelCollector.persistence.size',
      'must be at least 2052Mi: 4 times otelCollector.queue.mebibytes, since logs and traces have a queue each, and its file is copied to become smaller',
    ],
  ])('are refused with %s', (_, values, path, problem) => {
    expect(refusalsOf(chart, { otelCollector: values, ...quickwitElsewhere })).toEqual([{ path, problem }]);
  });

  it('are taken with a queue that just fits', () => {
    expect(refusalsOf(chart, { otelCollector: { queue: { mebibytes: 512 } } })).toEqual([]);
  });

  it.each([
    ['receivers', { extraReceivers: { otlp: {} } }, 'extraReceivers'],
    ['processors', { extraProcessors: { memory_limiter: {} } }, 'extraProcessors'],
    ['exporters', { extraExporters: { prometheus: {} } }, 'extraExporters'],
    ['extensions', { extraExtensions: { health_check: {} } }, 'extraExtensions'],
    [
      'pipelines',
      { extraPipelines: { logs: { receivers: ['a'], processors: [], exporters: ['a'] } } },
      'extraPipelines',
    ],
    ['names', { extraExporters: { 'OTLP http': {} } }, 'extraExporters'],
    ['variables', { extraEnvironment: { GOMEMLIMIT: '1GiB' } }, 'extraEnvironment'],
  ])('cannot replace %s of the chart', (_, values, key) => {
    expect(refusalsOf(chart, { otelCollector: values })[0]?.path).toContain(`otelCollector.${key}`);
  });
});
