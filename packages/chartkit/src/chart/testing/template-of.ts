import { printChart } from '../../index.js';
import { thing } from './error-of.js';
import type { SmallValues } from './small-chart.js';
import { smallChart } from './small-chart.js';

const head = `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
apiVersion: v1
kind: Thing
metadata:
  name: x
  namespace: {{ .Release.Namespace | quote }}
`;

/** The template of one object, without the lines that are the same for all. */
export function templateOf(fields: (values: SmallValues) => Readonly<Record<string, unknown>>): string {
  const model = smallChart((scope, values) => {
    thing(scope, { metadata: { name: 'x' }, ...fields(values) });
  });
  const text = printChart(model).get('templates/small/thing.yaml') ?? '';
  if (!text.startsWith(head)) throw new Error(`the template starts differently:\n${text}`);
  return text.slice(head.length);
}
