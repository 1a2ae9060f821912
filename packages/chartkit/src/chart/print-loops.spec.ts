import { describe, expect, it } from 'vitest';

import { each, entries, str, withValue } from '../index.js';
import { templateOf } from './testing/template-of.js';

describe('loops in a printed template', () => {
  it('ranges over lists and maps', () => {
    expect(
      templateOf(({ words, labels }) => ({
        words: each(words, (word) => str`${word}-web`),
        items: [{ name: 'fixed' }, each(words, (name) => ({ name }))],
        env: entries(labels, (name, value) => ({ name, value })),
        labels: { fixed: 'x', ...labels },
      })),
    ).toBe(`{{- if .Values.small.words }}
words:
  {{- range .Values.small.words }}
  - {{ . }}-web
  {{- end }}
{{- end }}
items:
  - name: fixed
  {{- range .Values.small.words }}
  - name: {{ . | quote }}
  {{- end }}
{{- if .Values.small.labels }}
env:
  {{- range $key, $value := .Values.small.labels }}
  - name: {{ $key | quote }}
    value: {{ $value | quote }}
  {{- end }}
{{- end }}
labels:
  fixed: x
  {{- with .Values.small.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
`);
  });

  it('names the variables of nested loops that are used inside of others', () => {
    expect(
      templateOf(({ groups, labels, host }) => ({
        groups: each(groups, (group) => ({
          name: group.name,
          members: each(group.members, (member) => str`${group.name}/${member}`),
        })),
        pairs: entries(labels, (outer, value) => ({
          outer,
          inner: [value, entries(labels, (inner) => str`${outer}${inner}`)],
        })),
        bound: withValue(host, (present) => each(groups, (group) => str`${present}/${group.name}`)),
      })),
    ).toBe(`{{- if .Values.small.groups }}
groups:
  {{- range $item := .Values.small.groups }}
  - name: {{ $item.name | quote }}
    {{- if $item.members }}
    members:
      {{- range $item.members }}
      - "{{ $item.name }}/{{ . }}"
      {{- end }}
    {{- end }}
  {{- end }}
{{- end }}
{{- if .Values.small.labels }}
pairs:
  {{- range $key, $value := .Values.small.labels }}
  - outer: {{ $key | quote }}
    inner:
      - {{ $value | quote }}
      {{- range $key2, $value2 := $.Values.small.labels }}
      - {{ printf "%s%s" $key $key2 | quote }}
      {{- end }}
  {{- end }}
{{- end }}
{{- with $value := .Values.small.host }}
{{- if $.Values.small.groups }}
bound:
  {{- range $.Values.small.groups }}
  - "{{ $value }}/{{ .name }}"
  {{- end }}
{{- end }}
{{- end }}
`);
  });
});
