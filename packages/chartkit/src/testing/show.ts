import type { TProperties } from 'typebox';

import { composeChart } from '../chart/compose.js';
import { printChart } from '../chart/print-chart.js';
import { customResource } from '../chart/resource.js';
import { service } from '../chart/service.js';
import { topLevelValues } from '../chart/slice.js';
import { evaluateChart } from '../evaluate/evaluate-chart.js';
import { formats } from '../values/formats.js';
import type { ValueRef } from '../values/reference.js';
import { object } from '../values/schema.js';
import type { JsonSchema } from '../values/schema-type.js';

const example = customResource<Record<string, unknown>>('v1', 'Example');
const metadata = { name: 'example', version: '1.0.0', appVersion: '1', description: 'Example.', kubeVersion: '>=1.30' };

/**
 * What fields made from values become: the lines that are printed for Helm, then one line with the JSON of what they are
 * for these values in the release `my` of the namespace `apps`. Texts
 * count as lines without quotes, which need no escaping.
 *
 * @example
 * show({ host: 'db' }, ({ host }) => ({ url: str`http://${host}/` }))
 * // => url: "http://{{ .Values.host }}/"
 * // => {"url":"http://db/"}
 */
export function show<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
  build: (values: ValueRef<Values>) => Readonly<Record<string, unknown>>,
): string {
  const properties = Object.entries(values).map(([key, value]) => [key, { ...schemaOf(value), default: value }]);
  const common = object(Object.fromEntries(properties) as TProperties, { description: 'Values.' });
  // The schema was made from the values, so it describes their type.
  const references = topLevelValues(common) as unknown as ValueRef<Values>;
  const fields = service({
    name: 'example',
    source: 'example.ts',
    build: (scope) => {
      example(scope, { metadata: { name: 'x' }, ...build(references) });
    },
  });
  const model = composeChart({ metadata, common, services: [fields] });
  const [manifest] = evaluateChart(model, { release: { name: 'my', namespace: 'apps' } });
  const template = printChart(model).get('templates/example/example.yaml') ?? '';
  // Above the fields stand the line that names the source, then apiVersion, kind and metadata with name and namespace.
  const lines = template.trimEnd().split('\n').slice(6);
  const evaluated = Object.entries(manifest ?? {}).filter(([key]) => !['apiVersion', 'kind', 'metadata'].includes(key));
  return [...lines, JSON.stringify(Object.fromEntries(evaluated))].join('\n');
}

/** The schema of all values like this one. An object may be used as a structure and as a map. */
function schemaOf(value: unknown): JsonSchema {
  const description = 'A value.';
  if (typeof value === 'number')
    return { type: 'integer', description, minimum: 0, maximum: value < 1e6 ? 999_999 : Number.MAX_SAFE_INTEGER };
  if (Array.isArray(value)) return { type: 'array', description, items: schemaOf(value[0]) };
  if (typeof value === 'object' && value !== null) {
    const properties = Object.entries(value).map(([key, field]: [string, unknown]) => [key, schemaOf(field)] as const);
    return {
      type: 'object',
      description,
      properties: Object.fromEntries(properties),
      required: Object.keys(value),
      additionalProperties: properties[0]?.[1] ?? false,
    };
  }
  return typeof value === 'string'
    ? { type: 'string', description, pattern: formats.quotableLine.pattern }
    : { type: 'boolean', description };
}
