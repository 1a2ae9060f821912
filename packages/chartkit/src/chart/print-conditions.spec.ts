import { describe, expect, it } from 'vitest';

import { and, eq, gt, not, optional, str, when, withValue } from '../index.js';
import { templateOf } from './testing/template-of.js';

describe('conditions in a printed template', () => {
  it('chooses with if and else', () => {
    expect(
      templateOf(({ host, count, text }) => ({
        url: when(host, str`http://${host}/`, 'http://localhost/'),
        level: when(eq(count, 0), 'none', when(gt(count, 5), 'high', 'low')),
        structure: when(and(host, not(text)), { host }, { name: 'other', list: [1] }),
      })),
    ).toBe(`{{- if .Values.small.host }}
url: "http://{{ .Values.small.host }}/"
{{- else }}
url: "http://localhost/"
{{- end }}
{{- if eq (int64 .Values.small.count) 0 }}
level: none
{{- else if gt (int64 .Values.small.count) 5 }}
level: high
{{- else }}
level: low
{{- end }}
{{- if and .Values.small.host (not .Values.small.text) }}
structure:
  host: {{ .Values.small.host | quote }}
{{- else }}
structure:
  name: other
  list:
    - 1
{{- end }}
`);
  });

  it('shares one if between neighbours under the same condition', () => {
    expect(
      templateOf(({ enabled, host, count }) => ({
        first: when(enabled, count),
        second: when(enabled, { host }),
        third: when(host, 'x'),
      })),
    ).toBe(`{{- if .Values.small.enabled }}
first: {{ .Values.small.count }}
second:
  host: {{ .Values.small.host | quote }}
{{- end }}
{{- if .Values.small.host }}
third: x
{{- end }}
`);
  });

  it('leaves out what is not set', () => {
    expect(
      templateOf(({ host, labels, words, text }) => ({
        host: optional(host),
        labels: optional(labels),
        selector: withValue(host, (present) => ({ host: present, twice: str`${present}/${present}`, text })),
        words: [optional(host), words],
        outer: { inner: optional(text) },
      })),
    ).toBe(`{{- with .Values.small.host }}
host: {{ . | quote }}
{{- end }}
{{- with .Values.small.labels }}
labels:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.host }}
selector:
  host: {{ . | quote }}
  twice: "{{ . }}/{{ . }}"
  text: {{ $.Values.small.text | quote }}
{{- end }}
{{- if or .Values.small.host .Values.small.words }}
words:
  {{- with .Values.small.host }}
  - {{ . | quote }}
  {{- end }}
  {{- with .Values.small.words }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- with .Values.small.text }}
outer:
  inner: {{ . | quote }}
{{- end }}
`);
  });

  it('states a condition once, around the key of what is there under it alone', () => {
    expect(
      templateOf(({ labels, words, enabled, host, count }) => ({
        annotations: { ...labels },
        nested: { deeper: { ...optional(labels) } },
        listed: [words],
        single: [optional(host)],
        same: { first: when(enabled, 1), ...when(enabled, { second: 2, host: optional(host) }) },
        claims: [when(enabled, { name: 'data', size: count })],
        mixed: { fixed: 1, ...when(enabled, { second: 2 }), third: when(enabled, 3), ...optional(labels) },
        items: [{ labels: { ...labels } }, { name: 'x', labels: { ...labels } }],
      })),
    ).toBe(`{{- with .Values.small.labels }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.labels }}
nested:
  deeper:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- with .Values.small.words }}
listed:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.small.host }}
single:
  - {{ . | quote }}
{{- end }}
{{- if .Values.small.enabled }}
same:
  first: 1
  second: 2
  {{- with .Values.small.host }}
  host: {{ . | quote }}
  {{- end }}
claims:
  - name: data
    size: {{ .Values.small.count }}
{{- end }}
mixed:
  fixed: 1
  {{- if .Values.small.enabled }}
  second: 2
  third: 3
  {{- end }}
  {{- with .Values.small.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
items:
  {{- with .Values.small.labels }}
  - labels:
      {{- toYaml . | nindent 6 }}
  {{- end }}
  - name: x
    {{- with .Values.small.labels }}
    labels:
      {{- toYaml . | nindent 6 }}
    {{- end }}
`);
  });
});
