import { and, boolean, helper, not, object, or, slice, startsWith, str, string, when } from 'chartkit';

import { objectName } from '../names.js';
import type { Connection } from './connection.js';
import { grpcWaitUrl, portOfUrl } from './connection.js';

/** What programs that send telemetry read of the collector's values; its owner has more. */
export const telemetrySlice = slice(
  'otelCollector',
  object(
    {
      enabled: boolean({
        default: true,
        description: 'Deploy the OpenTelemetry Collector; otherwise the external one is used.',
      }),
      external: object(
        {
          url: string({
            format: 'baseUrl',
            allowEmpty: true,
            default: '',
            description: 'OTLP gRPC endpoint of an external collector. No telemetry is sent when empty.',
          }),
        },
        { description: 'Collector that is used when otelCollector.enabled is false.' },
      ),
    },
    { description: 'OpenTelemetry Collector.' },
  ),
);

const { enabled, external } = telemetrySlice.values;

/** Ports of the collector: OTLP over gRPC and HTTP, its own metrics, its Prometheus exporter, its health check. */
export const collectorPorts = { grpc: 4317, http: 4318, metrics: 8888, prometheus: 8889, health: 13133 } as const;

const available = or(enabled, external.url);
const url = helper<string>(
  'semantic-explorer.otel-collector.url',
  'OTLP gRPC endpoint to which programs send, empty for none.',
  when(enabled, str`http://${objectName('otel-collector')}:${collectorPorts.grpc}`, external.url),
);

/** A collector outside of the release, over TLS. */
const externalTls = and(not(enabled), startsWith('https://', external.url));

/** The collector of traces, logs and metrics. Programs work without it, so no pod needs to wait for it. */
export const telemetry = {
  name: 'otel-collector',
  slices: [telemetrySlice],
  waitUrl: grpcWaitUrl(url),
  certificate: { url: grpcWaitUrl(url), when: externalTls, beyondOnly: true },
  externalTls: { value: external.url, given: externalTls },
  available,
  server: { service: 'otel-collector', port: collectorPorts.grpc, deployed: enabled },
  beyond: { when: and(not(enabled), external.url), ports: [portOfUrl('otel-collector', external.url)] },
  environment: [when(available, { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: url })],
} satisfies Connection & Readonly<Record<string, unknown>>;
