import { collectorPorts, quickwitOtlp } from '@semantic-explorer/platform';
import type { Expr, ValueRef } from 'chartkit';
import { entries, helper, mapEntries, multiply, not, startsWith, str, when, yamlText } from 'chartkit';

import { ownComponents } from './own-components.js';
import type { CollectorValues } from './values.js';

/** Directory of the queue. */
export const queueDirectory = '/var/lib/otel-collector';

/** The longest time between two tries to reach Quickwit, in seconds. */
export const retryIntervalSeconds = 30;

const { receivers, processors, exporters, extensions } = ownComponents;
const mebibytes = (count: Expr<number>): Expr<number> => multiply(count, 2 ** 20);
const listen = (port: number): string => `0.0.0.0:${String(port)}`;

/** The configuration of the collector. https://opentelemetry.io/docs/collector/configuration/ */
export const collectorConfig = (values: CollectorValues): Expr<string> =>
  helper<string>(
    'semantic-explorer.otel-collector.config',
    'Configuration file of the OpenTelemetry Collector.',
    yamlText<unknown>({
      receivers: {
        [receivers.otlp]: {
          protocols: {
            grpc: { endpoint: listen(collectorPorts.grpc), max_recv_msg_size_mib: values.maxMessageMebibytes },
            http: { endpoint: listen(collectorPorts.http) },
          },
        },
        ...values.extraReceivers,
      },
      processors: {
        [processors.memoryLimiter]: {
          check_interval: '1s',
          limit_percentage: values.memoryLimiter.limitPercentage,
          spike_limit_percentage: values.memoryLimiter.spikeLimitPercentage,
        },
        // Programs do not tell which of their pods they are: metrics of one would overwrite those of another.
        [processors.instance]: {
          attributes: [{ key: 'service.instance.id', from_context: 'client.address', action: 'insert' }],
        },
        ...values.extraProcessors,
      },
      exporters: {
        [exporters.prometheus]: {
          endpoint: listen(collectorPorts.prometheus),
          metric_expiration: str`${values.metricExpirationSeconds}s`,
        },
        [exporters.quickwit]: when<unknown>(quickwitOtlp.available, quickwitExporter(values)),
        [exporters.nothing]: when<unknown>(not(quickwitOtlp.available), {}),
        ...values.extraExporters,
      },
      connectors: when<unknown>(values.extraConnectors, values.extraConnectors),
      extensions: {
        [extensions.health]: { endpoint: listen(collectorPorts.health) },
        [extensions.queue]: {
          directory: queueDirectory,
          // Its file does not shrink by itself. One that a crash has damaged is put aside.
          compaction: { directory: queueDirectory, on_start: true, on_rebound: true, cleanup_on_start: true },
          recreate: true,
        },
        ...values.extraExtensions,
      },
      service: {
        extensions: [extensions.health, extensions.queue, entries(values.extraExtensions, (name) => name)],
        telemetry: {
          logs: { level: values.logLevel, encoding: 'json' },
          metrics: {
            readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: collectorPorts.metrics } } } }],
          },
        },
        pipelines: {
          traces: pipeline(values.pipelines.traces, kept),
          metrics: pipeline(values.pipelines.metrics, exporters.prometheus),
          logs: pipeline(values.pipelines.logs, kept),
          ...mapEntries(values.extraPipelines, (name, extra) => [
            name,
            {
              receivers: extra.receivers,
              processors: [processors.memoryLimiter, extra.processors],
              exporters: extra.exporters,
            },
          ]),
        },
      },
    }),
  );

/** Where logs and traces go. */
const kept = when(quickwitOtlp.available, exporters.quickwit, exporters.nothing);

const pipeline = (
  added: ValueRef<{ extraReceivers: string[]; extraProcessors: string[]; extraExporters: string[] }>,
  exporter: Expr<string> | string,
) => ({
  receivers: [receivers.otlp, added.extraReceivers],
  // What is refused must be refused before anything is done with it.
  processors: [processors.memoryLimiter, processors.instance, added.extraProcessors],
  exporters: [exporter, added.extraExporters],
});

/**
 * Batches are made behind the queue, not by the batch processor, which would answer a sender before what it sent is on the
 * volume.
 */
const quickwitExporter = ({ batch, queue, retry }: CollectorValues) => ({
  endpoint: quickwitOtlp.url,
  tls: { insecure: startsWith('http://', quickwitOtlp.url) },
  retry_on_failure: {
    max_interval: `${String(retryIntervalSeconds)}s`,
    max_elapsed_time: str`${retry.maxElapsedSeconds}s`,
  },
  sending_queue: {
    storage: extensions.queue,
    sizer: 'bytes',
    queue_size: mebibytes(queue.mebibytes),
    batch: {
      sizer: 'bytes',
      flush_timeout: str`${batch.timeoutMilliseconds}ms`,
      min_size: mebibytes(batch.mebibytes),
      max_size: mebibytes(batch.mebibytes),
    },
  },
});
