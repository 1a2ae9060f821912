import { describe, expect, it } from 'vitest';

import {
  and,
  eq,
  file,
  gt,
  helper,
  lines,
  not,
  printChart,
  release,
  resources,
  rule,
  sha256,
  str,
  when,
} from '../index.js';
import type { SmallValues } from './testing/small-chart.js';
import { smallChart } from './testing/small-chart.js';

describe('a printed chart', () => {
  const config = (host: SmallValues['host']) =>
    helper<string>('small.config', 'Configuration file.', lines(['# static', when(host, str`host ${host}`), 'end']));
  const model = smallChart(
    (scope, values) => {
      const name = helper<string>('small.name', 'Name of all objects.', when(values.host, values.name, release.name));
      const labels = helper<Record<string, string>>('small.labels', 'Labels of all objects.', {
        app: name,
        ...values.labels,
      });
      resources.configMap(
        scope,
        {
          metadata: { name, labels: { ...labels, own: 'x' } },
          data: { 'config.txt': config(values.host), 'large.txt': file('large.txt', 'large {{ text }}\n') },
        },
        { when: gt(values.count, 0) },
      );
      resources.pod(scope, {
        metadata: { name, annotations: { checksum: sha256(config(values.host)) }, labels },
        spec: { containers: [] },
      });
    },
    {
      enabled: (values) => values.enabled,
      rules: (values) => [
        rule(values.host, and(values.enabled, not(values.host)), 'is needed for {{ all }}'),
        rule(values.count, gt(values.count, 5), str`must not exceed 5, but is ${values.count}`),
      ],
    },
    { notes: lines(['Thank you for {{ it }}.', when(eq(release.name, 'x'), 'It is x.'), '', 'Bye.']) },
  );
  const files = printChart(model);

  it('has one file a thing, in order', () => {
    expect([...files.keys()]).toEqual([
      '.helmignore',
      'Chart.yaml',
      'files/large.txt',
      'templates/NOTES.txt',
      'templates/_helpers.tpl',
      'templates/rules.yaml',
      'templates/small/configmap.yaml',
      'templates/small/pod.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
    expect(files.get('files/large.txt')).toBe('large {{ text }}\n');
  });

  it.each([
    'templates/small/configmap.yaml',
    'templates/small/pod.yaml',
    'templates/_helpers.tpl',
    'templates/rules.yaml',
    'templates/NOTES.txt',
    'Chart.yaml',
  ])('%s', (path) => {
    expect(files.get(path)).toBe(whole[path]);
  });
});

const whole: Readonly<Record<string, string>> = {
  'templates/small/configmap.yaml': `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
{{- if and .Values.small.enabled (gt (int64 .Values.small.count) 0) }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "small.name" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
  labels:
    {{- include "small.labels" . | nindent 4 }}
    own: x
data:
  config.txt: |
    {{- include "small.config" . | nindent 4 }}
  large.txt: |
    {{- .Files.Get "files/large.txt" | nindent 4 }}
{{- end }}
`,
  'templates/small/pod.yaml': `{{- /* Generated from packages/small/src/builder.ts; change it there. */ -}}
{{- if .Values.small.enabled }}
apiVersion: v1
kind: Pod
metadata:
  name: {{ include "small.name" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
  labels:
    {{- include "small.labels" . | nindent 4 }}
  annotations:
    checksum: {{ include "small.config" . | sha256sum | quote }}
spec:
  containers: []
{{- end }}
`,
  'templates/_helpers.tpl': `{{/*
Configuration file.
*/}}
{{- define "small.config" -}}
# static
{{- if .Values.small.host }}
host {{ .Values.small.host }}
{{- end }}
end
{{- end }}

{{/*
Labels of all objects.
*/}}
{{- define "small.labels" -}}
app: {{ include "small.name" . | quote }}
{{- with .Values.small.labels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
Name of all objects.
*/}}
{{- define "small.name" -}}
{{- if .Values.small.host }}
  {{- .Values.small.name }}
{{- else }}
  {{- .Release.Name }}
{{- end }}
{{- end }}
`,
  'templates/rules.yaml': `{{- /* Relations between values that values.schema.json cannot express. */ -}}
{{- define "small.rules.violated" -}}
{{- if and .Values.small.enabled (not .Values.small.host) }}
- small.host: is needed for {{ "{{" }} all }}
{{- end }}
{{- if gt (int64 .Values.small.count) 5 }}
- small.count: {{ printf "must not exceed 5, but is %d" (int64 .Values.small.count) }}
{{- end }}
{{- end -}}
{{- with include "small.rules.violated" . | trim }}
{{- fail (printf "the values are refused:\\n%s" .) }}
{{- end }}
`,
  'templates/NOTES.txt': `Thank you for {{ "{{" }} it }}.
{{- if eq .Release.Name "x" }}
It is x.
{{- end }}

Bye.
`,
  'Chart.yaml': `apiVersion: v2
type: application
name: small
version: 1.0.0
appVersion: "1"
description: A test.
kubeVersion: ">=1.30.0-0"
`,
};
