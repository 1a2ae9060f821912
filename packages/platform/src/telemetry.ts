import type { ValueRef } from 'chartkit';
import { and, boolean, number, object, str, string, toText, when } from 'chartkit';

import { telemetry } from './connections/telemetry.js';
import type { Environment } from './environment.js';

/** Attributes that OpenTelemetry adds to everything a program sends. */
const resourceAttributes = string({
  format: 'plainLine',
  default: '',
  description: 'More resource attributes, such as "deployment.environment.name=production".',
});

/** Values of the telemetry of a service that can switch it. */
export const telemetryValues = object(
  {
    enabled: boolean({ default: true, description: 'Send traces and logs by OTLP, if there is a collector.' }),
    logsEnabled: boolean({ default: true, description: 'Send logs too.' }),
    sampleRatio: number({ minimum: 0, maximum: 1, default: 1, description: 'Share of traces that is kept.' }),
    resourceAttributes,
  },
  { description: 'Traces and logs.' },
);

/** Values of the telemetry of a service that always sends it. */
export const attributesValues = object({ resourceAttributes }, { description: 'Traces, logs and metrics.' });

/** The variables of `attributesValues`. Without an instance, counters of several pods would be one and the same. */
export const attributesEnvironment = (values: ValueRef<{ resourceAttributes: string }>): Environment => [
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  {
    name: 'OTEL_RESOURCE_ATTRIBUTES',
    value: str`service.instance.id=$(POD_NAME)${when(values.resourceAttributes, str`,${values.resourceAttributes}`, '')}`,
  },
];

/** The variables of `telemetryValues`; the endpoint comes from the connection. */
export const telemetryEnvironment = (
  values: ValueRef<{ enabled: boolean; logsEnabled: boolean; sampleRatio: number; resourceAttributes: string }>,
): Environment => [
  { name: 'OTEL_ENABLED', value: when(and(values.enabled, telemetry.available), 'true', 'false') },
  { name: 'OTEL_LOGS_ENABLED', value: toText(values.logsEnabled) },
  { name: 'OTEL_SAMPLE_RATIO', value: toText(values.sampleRatio) },
  ...attributesEnvironment(values),
];
